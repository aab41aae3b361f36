using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Identities.Users;

/// <summary>A person who signs in. The e-mail address names one user in the whole installation.</summary>
public sealed class User : AggregateRoot, ITenantOwned
{
    private User(Guid id, TenantId tenantId, string email, string name, string role, bool isOperator, DateTimeOffset createdAt) =>
        (Id, TenantId, Email, Name, Role, IsOperator, CreatedAt) = (id, tenantId, email, name, role, isOperator, createdAt);

    public Guid Id { get; }

    public TenantId TenantId { get; }

    /// <summary>In lower case.</summary>
    public string Email { get; }

    public string Name { get; }

    /// <summary>One of <see cref="Users.Roles"/>, in the own household.</summary>
    public string Role { get; }

    public bool IsOperator { get; }

    public DateTimeOffset CreatedAt { get; }

    public PasswordHash PasswordHash { get; private set; } = PasswordHash.Nobodys;

    public IReadOnlyList<string> Roles => IsOperator ? [Role, Users.Roles.Operator] : [Role];

    public static User New(TenantId tenantId, NewUser person, string role, bool isOperator, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), tenantId, person.Email.Value, person.Name.Value, role, isOperator, now)
        {
            PasswordHash = PasswordHash.Of(person.Password),
        };
}

/// <summary>What a person enters about themselves, checked.</summary>
public sealed record NewUser(PersonName Name, EmailAddress Email, Password Password)
{
    public static Result<NewUser> Parse(string? name, string? email, string? password)
    {
        var personName = PersonName.Parse(name);
        if (personName.IsFailure) return personName.Error;
        var address = EmailAddress.Parse(email);
        if (address.IsFailure) return address.Error;
        var secret = Password.Parse(password);
        if (secret.IsFailure) return secret.Error;
        return new NewUser(personName.Value, address.Value, secret.Value);
    }
}

public interface IUsers
{
    void Add(User user);

    /// <summary>Whether anybody in the whole installation, whatever the tenant, has this address.</summary>
    Task<bool> IsEmailTakenAsync(EmailAddress email, CancellationToken cancellationToken);

    /// <summary>In the whole installation: at sign-in the tenant is not known yet.</summary>
    Task<User?> FindByEmailAsync(EmailAddress email, CancellationToken cancellationToken);

    /// <summary>In the whole installation: the session names the user, and the user the tenant.</summary>
    Task<User?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Of the current tenant, in the order in which they came.</summary>
    Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken);
}
