using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Audit;
using YotoSmartStream.Identities.Sessions;
using YotoSmartStream.Identities.Tenants;
using YotoSmartStream.Identities.Users;

namespace YotoSmartStream.Identities.Setup;

/// <summary>Redeems a one-time link: its holder becomes the owner of a household.</summary>
/// <param name="Token">From the link.</param>
/// <param name="Name">The person's.</param>
/// <param name="Email">The person's.</param>
/// <param name="Password">The person's.</param>
/// <param name="HouseholdName">Needed at the first run; ignored where an operator has named the household.</param>
/// <param name="Caller">Who asks.</param>
public sealed record CreateOwner(string? Token, string? Name, string? Email, string? Password, string? HouseholdName, Caller Caller);

public sealed class CreateOwnerHandler(
    IOwnerLinks links, ITenants tenants, IUsers users, IAuditLog audit, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<User>> HandleAsync(CreateOwner command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var link = await links.FindByTokenHashAsync(Secret.HashOf(command.Token ?? ""), cancellationToken);
        if (link is null) return OwnerLink.NotValid;
        var redeemed = link.Redeem(now);
        if (redeemed.IsFailure) return redeemed.Error;

        var person = NewUser.Parse(command.Name, command.Email, command.Password);
        if (person.IsFailure) return person.Error;
        if (await users.IsEmailTakenAsync(person.Value.Email, cancellationToken)) return AddUserHandler.EmailTaken;

        var tenantId = link.TenantId is { } waiting ? new TenantId(waiting) : TenantId.New();
        if (link.IsFirstRun)
        {
            var householdName = HouseholdName.Parse(command.HouseholdName);
            if (householdName.IsFailure) return householdName.Error;
            tenants.Add(new Tenant(tenantId, householdName.Value, now));
        }

        // Whoever installs it also runs it.
        var owner = User.New(tenantId, person.Value, Roles.Owner, isOperator: link.IsFirstRun, now);
        tenants.Enter(tenantId);
        users.Add(owner);
        audit.Add(AuditEntry.Of(AuditActions.OwnerCreated, now, command.Caller.As(owner), tenantId));
        try
        {
            await unitOfWork.SaveAsync(cancellationToken);
        }
        catch (StaleStateException)
        {
            return OwnerLink.NotValid;     // Somebody else redeemed it between our look and our save.
        }

        return owner;
    }
}
