using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Players.Tests.Service;

public sealed class LinkingAYotoAccount : IAsyncLifetime
{
    private ALinkedFamily _family = null!;

    public async ValueTask InitializeAsync() => _family = await ALinkedFamily.StartAsync();

    public ValueTask DisposeAsync() => _family.DisposeAsync();

    [Fact]
    public async Task The_family_gets_a_code_and_after_their_yes_the_account_is_linked_and_its_players_are_shown()
    {
        var begun = await _family.BeginLinkAsync();
        Assert.Equal("QXWD-KJPL", begun.GetProperty("userCode").GetString());
        Assert.Equal("https://login.yotoplay.com/activate?user_code=QXWD-KJPL", begun.GetProperty("verificationUriComplete").GetString());

        var linked = await _family.FinishAsync(begun);

        Assert.Equal("linked", linked.GetProperty("status").GetString());
        var account = Assert.Single((await _family.GetAsync("/api/yoto-accounts")).GetProperty("items").EnumerateArray());
        Assert.Equal(linked.GetProperty("yotoAccountId").GetGuid(), account.GetProperty("id").GetGuid());
        await Eventually.HoldsAsync(
            async () => (await _family.Host.AnnouncedAsync<PlayerDiscovered>()).Count == 2, TimeSpan.FromSeconds(20), "The players were not announced.");
        Assert.Single(await _family.Host.AnnouncedAsync<YotoAccountLinked>());
    }

    [Theory]
    [InlineData("access_denied", "denied")]
    [InlineData("invalid_grant", "denied")]
    [InlineData("expired_token", "expired")]
    public async Task A_no_or_no_answer_ends_the_link(string error, string status)
    {
        _family.Poll = () => FakeYotoAnswer.OAuthError(error);

        var ended = await _family.FinishAsync(await _family.BeginLinkAsync());

        Assert.Equal(status, ended.GetProperty("status").GetString());
        Assert.Empty((await _family.GetAsync("/api/yoto-accounts")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task While_the_family_thinks_yoto_is_asked_again_and_a_failure_of_yoto_ends_nothing()
    {
        var answers = new Queue<FakeYotoAnswer>(
            [FakeYotoAnswer.OAuthError("authorization_pending"), new(HttpStatusCode.BadGateway, "<html>")]);
        _family.Poll = () => answers.TryDequeue(out var answer) ? answer : FakeYotoAnswer.OAuthError("access_denied");

        var ended = await _family.FinishAsync(await _family.BeginLinkAsync());

        Assert.Equal("denied", ended.GetProperty("status").GetString());
        Assert.Equal(3, _family.Yoto.RequestsTo("POST /oauth/token").Count);
    }

    [Fact]
    public async Task A_sign_in_without_a_refresh_token_is_of_no_use()
    {
        _family.Poll = () => FakeYotoAnswer.Json(new { access_token = "opaque", expires_in = 3600 });

        var ended = await _family.FinishAsync(await _family.BeginLinkAsync());

        Assert.Equal("denied", ended.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Linking_the_same_yoto_user_again_renews_the_account()
    {
        var first = await _family.FinishAsync(await _family.BeginLinkAsync());
        var second = await _family.FinishAsync(await _family.BeginLinkAsync());

        Assert.Equal(first.GetProperty("yotoAccountId").GetGuid(), second.GetProperty("yotoAccountId").GetGuid());
    }

    [Fact]
    public async Task Nobody_else_sees_the_link_neither_another_member_nor_another_tenant()
    {
        var begun = await _family.BeginLinkAsync();
        var link = $"/api/yoto-accounts/links/{begun.GetProperty("linkId").GetGuid()}";
        using var otherMember = _family.Host.ClientOf(_family.Tenant);
        using var stranger = _family.Host.ClientOf(TenantId.New());

        Assert.Equal(HttpStatusCode.NotFound, (await otherMember.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task Viewers_may_not_link_and_nobody_may_without_signing_in()
    {
        using var viewer = _family.Host.ClientOf(_family.Tenant, Roles.Viewer);
        using var nobody = _family.Host.ClientWith();

        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/api/yoto-accounts/links", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync("/api/yoto-accounts/links", null)).StatusCode);
    }

    [Fact]
    public async Task Yoto_being_away_is_said_with_a_code()
    {
        _family.Yoto.On("POST /oauth/device/code", _ => new FakeYotoAnswer(HttpStatusCode.BadGateway, "<html>"));

        var response = await _family.Client.PostAsync("/api/yoto-accounts/links", null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("yoto.unavailable", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Unlinking_forgets_the_account_and_its_players()
    {
        var linked = await _family.FinishAsync(await _family.BeginLinkAsync());
        var account = $"/api/yoto-accounts/{linked.GetProperty("yotoAccountId").GetGuid()}";
        await Eventually.HoldsAsync(
            async () => (await _family.GetAsync("/api/players")).GetProperty("items").GetArrayLength() == 2, TimeSpan.FromSeconds(20), "No players.");
        using var stranger = _family.Host.ClientOf(TenantId.New());

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync(account)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _family.Client.DeleteAsync(account)).StatusCode);

        Assert.Equal(0, (await _family.GetAsync("/api/players")).GetProperty("items").GetArrayLength());
        Assert.Single(await _family.Host.AnnouncedAsync<YotoAccountUnlinked>());
        Assert.Equal(2, (await _family.Host.AnnouncedAsync<PlayerRemoved>()).Count);
    }
}
