using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Library;

/// <summary>Groups of the family library.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private const string Groups = "/card/family/library/groups";
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task A_group_is_created_listed_in_a_bare_array_replaced_and_deleted()
    {
        var (one, other) = (await CardAsync(), await CardAsync());
        var created = await SendAsync(HttpMethod.Post, Groups, new { name = "Bath", imageId = "fp-cards", items = new[] { new { contentId = one } } });
        var path = $"{Groups}/{created["id"]}";
        Assert.Equal([one], Items(created));
        Assert.Equal("Forest Adventure", (string?)created["cards"]![0]!["title"]);
        Assert.Contains(await _cloud.Http.GetFromJsonAsync<JsonArray>(Groups) ?? [], group => (string?)group!["name"] is "Bath");

        var replaced = await SendAsync(HttpMethod.Put, path, new { name = "Night", items = new[] { new { contentId = other } } });
        Assert.Equal([other], Items(replaced));
        Assert.Equal("Night", (string?)(await _cloud.Http.GetFromJsonAsync<JsonObject>(path))!["name"]);

        var deleted = await SendAsync(HttpMethod.Delete, path, body: null);
        Assert.Equal((string?)created["id"], (string?)deleted["id"]);
        using var gone = await _cloud.Http.GetAsync(path);
        await RunningCloud.ErrorAsync(gone, 404);
    }

    [Fact]
    public async Task Cards_that_the_family_does_not_have_are_dropped_without_a_word()
    {
        var own = await CardAsync();
        using var stranger = await _cloud.StrangerAsync();
        using var theirs = await stranger.PostAsJsonAsync("/content", CardJson.WithChapters("01"));
        var foreign = (string)(await theirs.Content.ReadFromJsonAsync<JsonObject>())!["card"]!["cardId"]!;

        var items = new[] { foreign, own, "-----" }.Select(contentId => new { contentId });
        var group = await SendAsync(HttpMethod.Post, Groups, new { name = "Mixed", items });

        Assert.Equal([own], Items(group));
    }

    [Fact]
    public async Task A_family_has_at_most_twenty_groups()
    {
        var before = (await _cloud.Http.GetFromJsonAsync<JsonArray>(Groups))!.Count;
        for (var number = before; number < 20; number++) await SendAsync(HttpMethod.Post, Groups, new { name = $"Group {number}" });

        using var oneMore = await _cloud.Http.PostAsJsonAsync(Groups, new { name = "One more" });

        Assert.Contains("20", (await RunningCloud.ErrorAsync(oneMore, 400)).Message);
    }

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", "100")]
    [InlineData("""{"name":"N","items":"all"}""", "items")]
    [InlineData("""{"name":"N","items":[{}]}""", "contentId")]
    [InlineData("[]", "JSON")]
    public async Task A_group_with_a_fault_is_refused_and_the_fault_is_named(string body, string named)
    {
        using var response = await _cloud.Http.PostAsync(Groups, new StringContent(body));

        Assert.Contains(named, (await RunningCloud.ErrorAsync(response, 400)).Message);
    }

    [Fact]
    public async Task Another_familys_group_is_not_found()
    {
        var path = $"{Groups}/{(await SendAsync(HttpMethod.Post, Groups, new { name = "Ours" }))["id"]}";
        using var stranger = await _cloud.StrangerAsync();

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
        {
            using var response = await stranger.SendAsync(new HttpRequestMessage(method, path) { Content = JsonContent.Create(new { name = "Theirs" }) });
            await RunningCloud.ErrorAsync(response, 404);
        }
    }

    private Task<string> CardAsync() => _cloud.CreateCardAsync(CardJson.WithChapters("01"));

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, object? body)
    {
        using var response = await _cloud.Http.SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) });
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return (JsonObject)JsonNode.Parse(text)!;
    }

    private static IEnumerable<string?> Items(JsonObject group) => group["items"]!.AsArray().Select(item => (string?)item!["contentId"]);
}
