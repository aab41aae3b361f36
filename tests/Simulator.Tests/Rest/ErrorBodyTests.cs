using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using YotoSmartStream.Simulation.Rest;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Rest;

/// <summary>Row 6: whatever is refused, on whatever route, the body is <c>{"error":{"code","message"}}</c>.</summary>
public sealed class ErrorBodyTests : IAsyncLifetime
{
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")]
    public async Task Row_6_a_missing_or_invalid_token_is_unauthorized_on_every_route_that_needs_one(string? token)
    {
        var routes = ProtectedRoutes();

        foreach (var (method, path) in routes)
        {
            using var response = await SendAsync(method, path, token);
            Assert.Equal("unauthorized", (await RunningCloud.ErrorAsync(response, 401)).Code);
        }

        Assert.InRange(routes.Count, 30, 100);
    }

    [Fact]
    public async Task Row_6_a_token_of_another_cloud_is_unauthorized()
    {
        await using var other = await RunningCloud.StartAsync();

        using var response = await SendAsync("GET", "/content/mine", other.Ready.Account.AccessToken);

        Assert.Equal("unauthorized", (await RunningCloud.ErrorAsync(response, 401)).Code);
    }

    [Fact]
    public async Task Row_6_what_one_may_not_see_is_forbidden_or_not_found_by_the_words_that_clients_know()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.WithChapters("01"));
        using var stranger = await _cloud.StrangerAsync();

        Assert.Equal(("forbidden", $"Access to card {cardId} is forbidden."), await ErrorAsync(stranger, $"/card/{cardId}", 403));
        Assert.Equal(("forbidden", $"Access to card {cardId} is forbidden."), await ErrorAsync(stranger, $"/card/details/{cardId}", 403));
        Assert.Equal("not-found", (await ErrorAsync(stranger, $"/content/{cardId}", 404)).Code);
        Assert.Equal("not-found", (await ErrorAsync(stranger, "/card/-----", 404)).Code);
        Assert.Equal("not-found", (await ErrorAsync(stranger, "/card/family/library/groups/none", 404)).Code);
        Assert.Equal("not-found", (await ErrorAsync(stranger, $"/device-v2/{_cloud.PlayerId}/status", 404)).Code);
        Assert.Equal("forbidden", (await ErrorAsync(stranger, $"/device-v2/{_cloud.PlayerId}/config", 403)).Code);
    }

    private List<(string Method, string Path)> ProtectedRoutes() =>
    [
        .. from endpoint in _cloud.Endpoints
           where endpoint.Metadata.GetMetadata<RequiredScopes>() is not null
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
           select (method, Filled(endpoint.RoutePattern)),
    ];

    private static string Filled(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part =>
            part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "some"))));

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _cloud.Anonymous.SendAsync(request);
    }

    private static async Task<(string Code, string Message)> ErrorAsync(HttpClient client, string path, int status)
    {
        using var response = await client.GetAsync(path);
        return await RunningCloud.ErrorAsync(response, status);
    }
}
