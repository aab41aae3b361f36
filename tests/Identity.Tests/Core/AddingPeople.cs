using YotoSmartStream.Identities.Audit;
using YotoSmartStream.Identities.Users;

namespace YotoSmartStream.Identities.Tests.Core;

public sealed class AddingPeople
{
    private readonly FakeIdentity _identity = new();

    [Fact]
    public async Task An_owner_adds_a_parent_to_the_own_household()
    {
        var owner = CallerFor(Roles.Owner);

        var added = await _identity.AddUserAsync(owner);

        Assert.Equal(owner.TenantId, added.Value.TenantId);
        Assert.Equal([Roles.Parent], added.Value.Roles);
    }

    [Theory]
    [InlineData(Roles.Parent)]
    [InlineData(Roles.Viewer)]
    public async Task Nobody_else_adds_people(string role) =>
        Assert.Equal("user.owner-only", (await _identity.AddUserAsync(CallerFor(role))).Error?.Code);

    [Theory]
    [InlineData(Roles.Owner)]
    [InlineData(Roles.Operator)]
    [InlineData("")]
    public async Task An_owner_gives_no_more_than_a_parents_rights(string role) =>
        Assert.Equal("user.role", (await _identity.AddUserAsync(CallerFor(Roles.Owner), role)).Error?.Code);

    [Fact]
    public async Task An_address_belongs_to_one_person()
    {
        _identity.AddPerson("ben@example.org");

        Assert.Equal("user.email-taken", (await _identity.AddUserAsync(CallerFor(Roles.Owner))).Error?.Code);
    }

    private Caller CallerFor(string role)
    {
        var person = _identity.AddPerson("anna@example.org", role);
        return new Caller("192.0.2.1", person.Id, person.TenantId, person.Role);
    }
}
