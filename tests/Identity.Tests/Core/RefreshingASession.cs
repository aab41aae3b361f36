using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Identities.Sessions;

namespace YotoSmartStream.Identities.Tests.Core;

public sealed class RefreshingASession
{
    private readonly FakeIdentity _identity = new();

    [Fact]
    public async Task Each_refresh_hands_out_a_new_token()
    {
        var first = await SignInAsync();

        var second = await _identity.RefreshAsync(first.Secret);

        Assert.NotEqual(first.Secret, second.Value.Secret);
        Assert.True((await _identity.RefreshAsync(second.Value.Secret)).IsSuccess);
    }

    [Fact]
    public async Task A_stolen_token_that_comes_back_ends_the_session_for_the_thief_and_the_owner()
    {
        var first = await SignInAsync();
        var second = await _identity.RefreshAsync(first.Secret);
        var third = await _identity.RefreshAsync(second.Value.Secret);

        var replayed = await _identity.RefreshAsync(first.Secret);

        Assert.Equal("session.refresh-reused", replayed.Error!.Code);
        Assert.Equal("session.unknown", (await _identity.RefreshAsync(third.Value.Secret)).Error?.Code);
        Assert.Equal(first.Session.Id, Assert.IsType<SessionRevoked>(Assert.Single(_identity.Announced)).SessionId);
    }

    [Fact]
    public async Task A_token_that_was_swapped_after_it_was_read_is_refused_but_ends_nothing()
    {
        var first = await SignInAsync();
        var readBefore = first.Session.FirstRefreshToken(first.Secret);
        await _identity.RefreshAsync(first.Secret);

        var late = first.Session.Refresh(readBefore, Secret.New(), _identity.Clock.GetUtcNow());

        Assert.Equal("session.refreshed-meanwhile", late.Error!.Code);
        Assert.Empty(_identity.Announced);
    }

    [Fact]
    public async Task A_repeat_within_seconds_is_refused_but_ends_nothing()
    {
        var first = await SignInAsync();
        var second = await _identity.RefreshAsync(first.Secret);

        var repeated = await _identity.RefreshAsync(first.Secret);

        Assert.Equal("session.refreshed-meanwhile", repeated.Error!.Code);
        Assert.True((await _identity.RefreshAsync(second.Value.Secret)).IsSuccess);
    }

    [Fact]
    public async Task A_repeat_after_that_is_a_theft()
    {
        var first = await SignInAsync();
        await _identity.RefreshAsync(first.Secret);
        _identity.Clock.Advance(Session.RefreshGrace + TimeSpan.FromSeconds(1));

        Assert.Equal("session.refresh-reused", (await _identity.RefreshAsync(first.Secret)).Error?.Code);
    }

    [Fact]
    public async Task A_session_that_nobody_uses_ends_after_two_weeks()
    {
        var first = await SignInAsync();
        _identity.Clock.Advance(Session.IdleLifetime);

        Assert.Equal("session.unknown", (await _identity.RefreshAsync(first.Secret)).Error?.Code);
    }

    [Fact]
    public async Task However_often_it_is_used_a_session_ends_after_ninety_days()
    {
        var current = await SignInAsync();
        var start = _identity.Clock.GetUtcNow();
        while (_identity.Clock.GetUtcNow() - start < Session.LongestLifetime - TimeSpan.FromDays(10))
        {
            _identity.Clock.Advance(TimeSpan.FromDays(10));
            current = (await _identity.RefreshAsync(current.Secret)).Value;
        }

        _identity.Clock.Advance(TimeSpan.FromDays(10));

        Assert.Equal("session.unknown", (await _identity.RefreshAsync(current.Secret)).Error?.Code);
    }

    private async Task<SignedIn> SignInAsync()
    {
        _identity.AddPerson("anna@example.org");
        return (await _identity.SignInAsync("anna@example.org")).Value;
    }
}
