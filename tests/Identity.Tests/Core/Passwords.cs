using YotoSmartStream.Identities.Users;

namespace YotoSmartStream.Identities.Tests.Core;

public sealed class Passwords
{
    [Fact]
    public void A_hash_matches_its_password_and_no_other()
    {
        var hash = PasswordHash.Of(Password.Parse("forest bridge lantern").Value);

        Assert.True(hash.Matches("forest bridge lantern"));
        Assert.False(hash.Matches("forest bridge lanterm"));
    }

    [Fact]
    public void Two_people_with_one_password_have_different_hashes()
    {
        var password = Password.Parse("forest bridge lantern").Value;

        Assert.NotEqual(PasswordHash.Of(password).Value, PasswordHash.Of(password).Value);
    }

    [Fact]
    public void The_work_that_a_guess_costs_keeps_the_standard()
    {
        var parts = PasswordHash.Of(Password.Parse("forest bridge lantern").Value).Value.Split('$');

        Assert.Equal("pbkdf2-sha512", parts[0]);
        Assert.True(int.Parse(parts[1], null) >= 210_000, $"Only {parts[1]} iterations.");
    }

    [Theory]
    [InlineData(11, false)]
    [InlineData(12, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void A_password_has_12_to_128_characters(int length, bool isAccepted) =>
        Assert.Equal(isAccepted, Password.Parse(new string('x', length)).IsSuccess);

    [Fact]
    public void Nobodys_hash_matches_nothing() => Assert.False(PasswordHash.Nobodys.Matches(""));
}
