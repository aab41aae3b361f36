using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Identities.Setup;
using YotoSmartStream.Identities.Users;

namespace YotoSmartStream.Identities.Tests.Core;

public sealed class TheFirstRun
{
    private readonly FakeIdentity _identity = new();

    [Fact]
    public async Task The_link_makes_its_holder_owner_of_a_new_household_and_operator()
    {
        var token = await _identity.StartProductAsync();

        var owner = await _identity.CreateOwnerAsync(token!.Value);

        Assert.Equal([Roles.Owner, Roles.Operator], owner.Value.Roles);
        Assert.Equal("The Winters", Assert.Single(_identity.Tenants).Name);
        Assert.Equal("The Winters", Assert.IsType<TenantCreated>(Assert.Single(_identity.Announced)).Name);
    }

    [Fact]
    public async Task A_link_works_once()
    {
        var token = await _identity.StartProductAsync();
        await _identity.CreateOwnerAsync(token!.Value);

        var second = await _identity.CreateOwnerAsync(token.Value, "mallory@example.org");

        Assert.Equal("setup.link-not-valid", second.Error!.Code);
        Assert.Single(_identity.Users);
    }

    [Fact]
    public async Task Once_there_is_an_owner_no_start_makes_a_new_link()
    {
        var token = await _identity.StartProductAsync();
        await _identity.CreateOwnerAsync(token!.Value);

        Assert.Null(await _identity.StartProductAsync());
    }

    [Fact]
    public async Task Each_start_replaces_an_unused_link()
    {
        var first = await _identity.StartProductAsync();
        var second = await _identity.StartProductAsync();

        Assert.Equal("setup.link-not-valid", (await _identity.CreateOwnerAsync(first!.Value)).Error?.Code);
        Assert.True((await _identity.CreateOwnerAsync(second!.Value)).IsSuccess);
    }

    [Fact]
    public async Task A_link_expires_after_a_day()
    {
        var token = await _identity.StartProductAsync();
        _identity.Clock.Advance(OwnerLink.Lifetime);

        var owner = await _identity.CreateOwnerAsync(token!.Value);

        Assert.Equal("setup.link-not-valid", owner.Error!.Code);
    }

    [Theory]
    [InlineData("", FakeIdentity.Password, "The Winters", "user.email")]
    [InlineData("anna@example.org", "eleven char", "The Winters", "user.password")]
    [InlineData("anna@example.org", FakeIdentity.Password, " ", "tenant.name")]
    public async Task What_is_entered_wrongly_is_named(string email, string password, string household, string code)
    {
        var token = await _identity.StartProductAsync();

        var owner = await _identity.CreateOwnerAsync(token!.Value, email, password, household);

        Assert.Equal(code, owner.Error!.Code);
        Assert.Empty(_identity.Users);
    }

    [Fact]
    public async Task Only_the_hash_of_the_link_is_kept()
    {
        var token = await _identity.StartProductAsync();

        Assert.NotEqual(token!.Value, _identity.FirstRunLink!.TokenHash);
        Assert.DoesNotContain(token.Value, token.ToString(), StringComparison.Ordinal);
    }
}
