using System.Net;
using System.Text;
using YotoSmartStream.Standalone.Demo;

namespace YotoSmartStream.Scenarios;

/// <summary>What those see who have no right to.</summary>
public abstract partial class ProductScenarios
{
    /// <summary>Signing in, the keys that tokens are verified with, and the players' own URLs, which carry their permission.</summary>
    private static readonly string[] OpenToStrangers =
        ["/api/auth/setup", "/api/auth/login", "/api/auth/token", "/.well-known/jwks.json", "/stream/{token}/{name}.mp3"];


    [Fact]
    public async Task A_stream_url_that_was_altered_opens_nothing()
    {
        var url = await FirstStreamUrlAsync();
        using var stranger = new HttpClient();

        using var genuine = await stranger.GetAsync(url, CancellationToken);
        using var altered = await stranger.GetAsync(FlipInToken(url), CancellationToken);

        Assert.Equal(HttpStatusCode.OK, genuine.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, altered.StatusCode);
        Assert.Equal("audio.url-invalid", await CodeAsync(altered));
    }

    [Fact]
    public async Task Nobody_reaches_the_internal_ports_through_the_gateway()
    {
        foreach (var path in new[] { "/internal/ports/audio-catalog/DescribeAsync", "//internal/tokens", "/INTERNAL/tokens", "/%69nternal/tokens" })
        {
            using var response = await Household.Client.PostAsync(Household.Product.Gateway.GetLeftPart(UriPartial.Authority) + path, new StringContent("{}", Encoding.UTF8, "application/json"), CancellationToken);

            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Every_route_but_a_listed_few_asks_strangers_to_sign_in()
    {
        using var stranger = new HttpClient { BaseAddress = Household.Product.Gateway };
        var wrong = new List<string>();

        foreach (var route in await Route.ReadAllAsync(stranger, CancellationToken))
        {
            if (OpenToStrangers.Contains(route.Template)) continue;
            var status = await route.StatusAsync(stranger, new Dictionary<string, string>(), CancellationToken);
            if (status != 401) wrong.Add($"{route}: {status}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Another_household_cannot_tell_our_things_from_things_that_do_not_exist()
    {
        using var theirs = await AnotherHouseholdAsync();
        var ours = await OurIdsAsync();
        var routes = (await Route.ReadAllAsync(theirs, CancellationToken)).Where(route => route.HasParameters && !OpenToStrangers.Contains(route.Template)).ToList();
        var wrong = new List<string>();

        foreach (var route in routes)
        {
            var onOurs = await route.StatusAsync(theirs, ours, CancellationToken);
            var onNothing = await route.StatusAsync(theirs, new Dictionary<string, string>(), CancellationToken);
            if (onOurs != onNothing || onOurs < 400) wrong.Add($"{route}: {onOurs} for ours, {onNothing} for nothing");
            if (route.Method is "GET" && onOurs != 404) wrong.Add($"{route}: {onOurs} instead of 404");
        }

        Assert.True(routes.Count > 20, $"Only {routes.Count} routes have parameters.");
        Assert.Empty(wrong);
        Assert.Empty(await new ProductApi(theirs, TimeProvider.System).PlayersAsync(CancellationToken));
    }

    /// <summary>Ids of things of this household, by the names that routes give them.</summary>
    private async Task<Dictionary<string, string>> OurIdsAsync()
    {
        var audio = (await AnAudioFileAsync()).ToString();
        var account = (await Household.Api.GetAsync("/api/yoto-accounts", CancellationToken))["items"]![0]!["id"]!.GetValue<string>();
        return new()
        {
            ["cardId"] = ForestAdventure.CardId, ["card_id"] = ForestAdventure.CardId, ["id"] = audio, ["audioFileId"] = audio,
            ["playerId"] = Household.FirstPlayer, ["yotoAccountId"] = account,
        };
    }

    private async Task<HttpClient> AnotherHouseholdAsync()
    {
        var created = await Household.Api.PostAsync("/api/tenants", new { name = "Neighbours" }, CancellationToken);
        var link = created!["ownerLink"]!.GetValue<string>();
        var client = new HttpClient { BaseAddress = Household.Product.Gateway };
        await new ProductApi(client, TimeProvider.System).CreateOwnerAsync(
            link[(link.IndexOf("token=", StringComparison.Ordinal) + "token=".Length)..], $"{Guid.CreateVersion7():n}@example.test", "another long password", CancellationToken);
        return client;
    }

    private async Task<Guid> AnAudioFileAsync() => (await Household.Api.GetAsync("/api/audio", CancellationToken))["items"]![0]!["id"]!.GetValue<Guid>();

    private async Task<string> FirstStreamUrlAsync()
    {
        var card = await Household.Product.Simulator.CardAsync(Household.YotoCardId);
        return card.GetProperty("content").GetProperty("chapters")[0].GetProperty("tracks")[0].GetProperty("trackUrl").GetString()!;
    }

    /// <summary>Changes one character in the middle of the token.</summary>
    private static string FlipInToken(string url)
    {
        var characters = url.ToCharArray();
        var at = url.IndexOf("/stream/", StringComparison.Ordinal) + "/stream/".Length + 20;
        characters[at] = characters[at] == 'A' ? 'B' : 'A';
        return new string(characters);
    }
}
