using System.Net;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Players.Service.Tokens;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Players.Tests.Service;

public sealed class RenewingAccess
{
    private static readonly TimeSpan AlmostOver = TimeSpan.FromSeconds(100);

    [Fact]
    public async Task A_token_that_lives_long_enough_is_given_as_it_is()
    {
        await using var family = await ALinkedFamily.LinkedAsync();

        Assert.True((await family.GetTokenAsync()).IsSuccess);
        Assert.Equal(0, family.Refreshes);
    }

    [Fact]
    public async Task However_many_ask_at_once_the_refresh_token_is_spent_once()
    {
        await using var family = await ALinkedFamily.LinkedAsync(AlmostOver);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => family.GetTokenAsync(minimumSeconds: 600))));

        Assert.All(answers, answer => Assert.True(answer.IsSuccess, answer.Error?.Message));
        Assert.Single(answers.Select(answer => answer.Value.Token).Distinct());
        Assert.Equal(1, family.Refreshes);
    }

    [Fact]
    public async Task Two_replicas_spend_it_once_too()
    {
        await using var family = await ALinkedFamily.LinkedAsync(AlmostOver);
        // Each has its own flights, as processes do: only the lease on the row stands between them.
        var replicas = Enumerable.Range(0, 2).Select(_ => new YotoAccess(family.Host.Scopes, new TokenFlights(), TimeProvider.System)).ToList();

        var request = new GetYotoAccessToken(family.Tenant.Value, family.AccountId, MinimumSeconds: 600);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(index =>
            Task.Run(() => replicas[index % 2].GetAccessTokenAsync(request, CancellationToken.None))));

        Assert.All(answers, answer => Assert.True(answer.IsSuccess, answer.Error?.Message));
        Assert.Equal(1, family.Refreshes);
    }

    [Fact]
    public async Task The_rotated_refresh_token_is_stored_so_the_next_renewal_works()
    {
        await using var family = await ALinkedFamily.LinkedAsync(AlmostOver);

        Assert.True((await family.GetTokenAsync(minimumSeconds: 600)).IsSuccess);
        Assert.True((await family.GetTokenAsync(minimumSeconds: 9 * 3600)).IsSuccess);

        Assert.Equal(2, family.Refreshes);
    }

    [Fact]
    public async Task A_caller_who_goes_away_does_not_lose_the_rotated_token()
    {
        await using var family = await ALinkedFamily.LinkedAsync(AlmostOver);
        using var gone = new CancellationTokenSource();
        var request = new GetYotoAccessToken(family.Tenant.Value, family.AccountId, MinimumSeconds: 600);

        var call = family.Access.GetAccessTokenAsync(request, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await call;
            gone.Token.ThrowIfCancellationRequested();
        });

        Assert.True((await family.GetTokenAsync(minimumSeconds: 600)).IsSuccess);
        Assert.Equal(1, family.Refreshes);
    }

    [Fact]
    public async Task When_yoto_refuses_the_refresh_token_the_family_must_link_again_and_yoto_is_left_alone()
    {
        await using var family = await ALinkedFamily.LinkedAsync(AlmostOver);
        family.Yoto.On("POST /oauth/token", _ => FakeYotoAnswer.OAuthError("invalid_grant"));
        var before = family.Yoto.RequestsTo("POST /oauth/token").Count;

        Assert.Equal("yoto-account.relink", (await family.GetTokenAsync(minimumSeconds: 600)).Error?.Code);
        Assert.Equal("yoto-account.relink", (await family.GetTokenAsync(minimumSeconds: 600)).Error?.Code);

        Assert.Equal(before + 1, family.Yoto.RequestsTo("POST /oauth/token").Count);
        var account = Assert.Single((await family.GetAsync("/api/yoto-accounts")).GetProperty("items").EnumerateArray());
        Assert.Equal("relink", account.GetProperty("status").GetString());
    }

    [Fact]
    public async Task When_yoto_is_away_the_account_stays_linked_and_is_tried_again()
    {
        await using var family = await ALinkedFamily.LinkedAsync(AlmostOver);
        family.Yoto.On("POST /oauth/token", _ => new FakeYotoAnswer(HttpStatusCode.BadGateway, "<html>"));
        Assert.Equal("yoto.unavailable", (await family.GetTokenAsync(minimumSeconds: 600)).Error?.Code);

        family.Yoto.On("POST /oauth/token", _ => FakeYotoAnswer.Json(new { access_token = "opaque", refresh_token = "next", expires_in = 3600 }));
        Assert.Equal("opaque", (await family.GetTokenAsync(minimumSeconds: 600)).Value.Token);
    }

    [Fact]
    public async Task Another_tenant_finds_no_such_account()
    {
        await using var family = await ALinkedFamily.LinkedAsync();

        var answer = await family.GetTokenAsync(tenant: TenantId.New());

        Assert.Equal("yoto-account.not-found", answer.Error?.Code);
    }

    [Fact]
    public async Task No_token_lies_readable_in_the_database()
    {
        await using var family = await ALinkedFamily.LinkedAsync();
        var token = (await family.GetTokenAsync()).Value.Token;

        var file = Path.Combine(family.Host.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["Data:Folder"]!, "yoto-smart-stream.db");
        foreach (var part in new[] { file, file + "-wal" }.Where(File.Exists))
        {
            await using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var content = await reader.ReadToEndAsync();
            Assert.DoesNotContain(token, content);
            Assert.DoesNotContain("refresh-0", content);
            Assert.DoesNotContain("device-code-of-the-family", content);
        }
    }
}
