using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Identities.Sessions;

namespace YotoSmartStream.Identities.Tests.Service;

public sealed class Sessions
{
    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        await using var host = await IdentityHost.StartWithOwnerAsync();

        var wrong = await host.SignInAsync(password: "not the password");
        var unknown = await host.SignInAsync("nobody@example.org");

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.Status);
        Assert.Equal(unknown, wrong);
    }

    [Fact]
    public async Task Signing_out_ends_the_access_token_and_the_refresh_token()
    {
        await using var host = await IdentityHost.StartWithOwnerAsync();
        var grant = await host.SignInAsync();
        using var client = host.Client(grant.AccessToken);

        using var signedOut = await client.PostAsync("/api/auth/logout", null);

        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        Assert.Equal("session.unknown", (await host.RefreshAsync(grant.RefreshToken)).Code);
        await Until(async () => await host.AskWhoIAmAsync(grant.AccessToken!) == HttpStatusCode.Unauthorized, "The access token still works.");
    }

    [Fact]
    public async Task A_refresh_token_that_comes_back_ends_the_session_everywhere()
    {
        await using var host = await IdentityHost.StartWithOwnerAsync();
        var first = await host.SignInAsync();
        var second = await host.RefreshAsync(first.RefreshToken);
        var third = await host.RefreshAsync(second.RefreshToken);

        var replayed = await host.RefreshAsync(first.RefreshToken);

        Assert.Equal("session.refresh-reused", replayed.Code);
        Assert.Equal("session.unknown", (await host.RefreshAsync(third.RefreshToken)).Code);
        Assert.Single(await host.Module.AnnouncedAsync<SessionRevoked>());
    }

    [Fact]
    public async Task Of_twenty_refreshes_at_once_one_wins_and_the_session_goes_on()
    {
        await using var host = await IdentityHost.StartWithOwnerAsync();
        var first = await host.SignInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.RefreshAsync(first.RefreshToken)));

        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(winner.RefreshToken)).Status);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites_and_opens_a_session()
    {
        await using var host = await IdentityHost.StartWithOwnerAsync();
        using var client = host.Client();

        using var signedIn = await client.PostAsJsonAsync("/api/auth/login", new { email = "anna@example.org", password = IdentityHost.Password });

        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        var access = await ExchangeAsync(host, cookie.Split('=', ';')[1]);
        Assert.Equal(HttpStatusCode.OK, await host.AskWhoIAmAsync(access.Value.AccessToken));
    }

    [Fact]
    public async Task A_made_up_cookie_opens_nothing()
    {
        await using var host = await IdentityHost.StartWithOwnerAsync();

        Assert.Equal("session.unknown", (await ExchangeAsync(host, Secret.New().Value)).Error?.Code);
    }

    [Fact]
    public async Task Too_many_guesses_are_told_when_to_come_back()
    {
        await using var host = await IdentityHost.StartWithOwnerAsync();
        using var client = host.Client();
        for (var guess = 0; guess < SignInThrottle.FreeAttempts; guess++) await host.SignInAsync(password: "wrong");

        using var refused = await client.PostAsJsonAsync("/api/auth/login", new { email = "anna@example.org", password = IdentityHost.Password });

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Me_names_the_person_and_the_household_and_no_secret()
    {
        await using var host = await IdentityHost.StartWithOwnerAsync();
        using var client = host.Client((await host.SignInAsync()).AccessToken);

        var text = await client.GetStringAsync("/api/me");

        var me = JsonDocument.Parse(text).RootElement;
        Assert.Equal("anna@example.org", me.GetProperty("email").GetString());
        Assert.Equal("The Winters", me.GetProperty("household").GetProperty("name").GetString());
        Assert.DoesNotContain("hash", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task People_of_one_household_are_not_listed_in_another()
    {
        await using var host = await IdentityHost.StartWithOwnerAsync();
        using var anna = host.Client((await host.SignInAsync()).AccessToken);
        using var added = await anna.PostAsJsonAsync("/api/users", new { name = "Ben", email = "ben@example.org", password = IdentityHost.Password, role = "viewer" });

        var own = await anna.GetFromJsonAsync<JsonElement>("/api/users");
        using var stranger = host.Client();

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal(2, own.GetProperty("items").GetArrayLength());
        using var ben = host.Client((await host.SignInAsync("ben@example.org")).AccessToken);
        Assert.Equal(HttpStatusCode.Forbidden, (await ben.GetAsync("/api/users")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/users")).StatusCode);
        Assert.Equal(0, await CountListedInAnotherHouseholdAsync(host, anna));
    }

    /// <summary>Counts the first household's people in the second one's list.</summary>
    private static async Task<int> CountListedInAnotherHouseholdAsync(IdentityHost host, HttpClient operatorClient)
    {
        using var opened = await operatorClient.PostAsJsonAsync("/api/tenants", new { name = "The Summers" });
        var link = new Uri((await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ownerLink").GetString()!);
        using var created = await host.SetUpAsync(link.Query["?token=".Length..], "sam@example.org");
        using var sam = host.Client((await host.SignInAsync("sam@example.org")).AccessToken);
        var listed = await sam.GetFromJsonAsync<JsonElement>("/api/users");
        return listed.GetProperty("items").EnumerateArray().Count(person => person.GetProperty("email").GetString() != "sam@example.org");
    }

    private static Task<BuildingBlocks.Result<SessionAccess>> ExchangeAsync(IdentityHost host, string cookieValue)
    {
        var sessions = (IBrowserSessions)host.Module.Services.GetService(typeof(IBrowserSessions))!;
        return sessions.ExchangeAsync(new ExchangeSession(cookieValue), CancellationToken.None);
    }

    private static async Task Until(Func<Task<bool>> condition, string otherwise)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await condition())
        {
            Assert.False(deadline.IsCancellationRequested, otherwise);
            await Task.Yield();
        }
    }
}
