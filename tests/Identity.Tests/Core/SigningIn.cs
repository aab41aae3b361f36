using YotoSmartStream.Identities.Audit;
using YotoSmartStream.Identities.Sessions;

namespace YotoSmartStream.Identities.Tests.Core;

public sealed class SigningIn
{
    private readonly FakeIdentity _identity = new();

    public SigningIn() => _identity.AddPerson("anna@example.org");

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_get_the_same_answer()
    {
        var unknown = await _identity.SignInAsync("nobody@example.org");
        var wrong = await _identity.SignInAsync("anna@example.org", "not the password");

        Assert.Equal("auth.wrong-credentials", wrong.Error!.Code);
        Assert.Equal(unknown.Error, wrong.Error);
    }

    [Fact]
    public async Task The_address_is_compared_without_regard_to_case() =>
        Assert.True((await _identity.SignInAsync(" Anna@Example.org ")).IsSuccess);

    [Fact]
    public async Task Every_attempt_leaves_a_line_in_the_audit_log()
    {
        await _identity.SignInAsync("anna@example.org", "not the password");
        await _identity.SignInAsync("anna@example.org");

        Assert.Equal([AuditActions.SignInFailed, AuditActions.SignedIn], _identity.Audit.Select(entry => entry.Action));
        Assert.All(_identity.Audit, entry => Assert.Equal("192.0.2.1", entry.Address));
    }

    [Fact]
    public async Task After_five_wrong_guesses_even_the_right_password_must_wait()
    {
        for (var guess = 0; guess < SignInThrottle.FreeAttempts; guess++) await _identity.SignInAsync("anna@example.org", "wrong");

        Assert.Equal("auth.too-many-attempts", (await _identity.SignInAsync("anna@example.org")).Error?.Code);

        _identity.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await _identity.SignInAsync("anna@example.org")).IsSuccess);
    }

    [Fact]
    public async Task A_thousand_guesses_from_one_place_get_one_try_a_minute()
    {
        var tried = 0;
        for (var second = 0; second < 1000; second++)
        {
            var guess = await _identity.SignInAsync("anna@example.org", "wrong");
            if (guess.Error!.Code == "auth.wrong-credentials") tried++;
            _identity.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(tried, SignInThrottle.FreeAttempts, 30);
    }

    [Fact]
    public async Task Somebody_elses_guesses_do_not_lock_the_owner_out()
    {
        for (var guess = 0; guess < 50; guess++) await _identity.SignInAsync("anna@example.org", "wrong", from: new Caller("203.0.113.9"));

        Assert.True((await _identity.SignInAsync("anna@example.org")).IsSuccess);
    }

    [Fact]
    public async Task Only_the_hash_of_the_cookie_is_kept()
    {
        var signedIn = await _identity.SignInAsync("anna@example.org", kind: SessionKind.Browser);

        Assert.Equal(signedIn.Value.Secret.Hash, signedIn.Value.Session.SecretHash);
        Assert.NotEqual(signedIn.Value.Secret.Value, signedIn.Value.Session.SecretHash);
    }
}
