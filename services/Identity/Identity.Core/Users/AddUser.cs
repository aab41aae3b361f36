using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Audit;

namespace YotoSmartStream.Identities.Users;

/// <summary>An owner lets somebody else of the household sign in.</summary>
public sealed record AddUser(string? Name, string? Email, string? Password, string? Role, Caller Owner);

public sealed class AddUserHandler(IUsers users, IAuditLog audit, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<User>> HandleAsync(AddUser command, CancellationToken cancellationToken)
    {
        if (command.Owner.TenantId is not { } tenantId || command.Owner.Role != Roles.Owner)
            return Error.Forbidden("user.owner-only", "Only the owner of the household adds people.");
        var role = Roles.ParseGiven(command.Role);
        if (role.IsFailure) return role.Error;
        var person = NewUser.Parse(command.Name, command.Email, command.Password);
        if (person.IsFailure) return person.Error;
        if (await users.IsEmailTakenAsync(person.Value.Email, cancellationToken)) return EmailTaken;

        var now = time.GetUtcNow();
        var user = User.New(tenantId, person.Value, role.Value, isOperator: false, now);
        users.Add(user);
        audit.Add(AuditEntry.Of(AuditActions.UserAdded, now, command.Owner, tenantId));
        try
        {
            await unitOfWork.SaveAsync(cancellationToken);
        }
        catch (StaleStateException)
        {
            return EmailTaken;     // Somebody else was added with it between our look and our save.
        }

        return user;
    }

    internal static Error EmailTaken { get; } = Error.Conflict("user.email-taken", "This e-mail address already belongs to somebody here.");
}
