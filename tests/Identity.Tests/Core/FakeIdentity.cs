using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Audit;
using YotoSmartStream.Identities.Sessions;
using YotoSmartStream.Identities.Setup;
using YotoSmartStream.Identities.Tenants;
using YotoSmartStream.Identities.Users;

namespace YotoSmartStream.Identities.Tests.Core;

/// <summary>Identity in memory: one household's world, with a clock that the test moves.</summary>
internal sealed class FakeIdentity : ITenants, IUsers, ISessions, IOwnerLinks, IAuditLog, IUnitOfWork
{
    public const string Password = "forest bridge lantern";
    public static readonly Caller AtHome = new("192.0.2.1");

    private readonly List<Tenant> _tenants = [];
    private readonly List<User> _users = [];
    private readonly List<Session> _sessions = [];
    private readonly List<RefreshToken> _refreshTokens = [];
    private readonly List<OwnerLink> _links = [];

    public FakeIdentity() => Throttle = new SignInThrottle(Clock);

    public TestClock Clock { get; } = new();

    public SignInThrottle Throttle { get; }

    public List<AuditEntry> Audit { get; } = [];

    public List<IntegrationEvent> Announced { get; } = [];

    public IReadOnlyList<Tenant> Tenants => _tenants;

    public IReadOnlyList<User> Users => _users;

    public OwnerLink? FirstRunLink => _links.SingleOrDefault(link => link.IsFirstRun);

    public User AddPerson(string email, string role = Roles.Owner)
    {
        var user = User.New(TenantId.New(), NewUser.Parse("Anna", email, Password).Value, role, isOperator: false, Clock.GetUtcNow());
        _users.Add(user);
        return user;
    }

    public Task<Secret?> StartProductAsync() => new PrepareFirstRunHandler(this, this, Clock).HandleAsync(CancellationToken.None);

    public Task<Result<User>> CreateOwnerAsync(string? token, string? email = "anna@example.org", string? password = Password, string? household = "The Winters") =>
        new CreateOwnerHandler(this, this, this, this, this, Clock)
            .HandleAsync(new CreateOwner(token, "Anna", email, password, household, AtHome), CancellationToken.None);

    public Task<Result<SignedIn>> SignInAsync(string email, string password = Password, SessionKind kind = SessionKind.Api, Caller? from = null) =>
        new SignInHandler(this, this, this, this, Throttle, this, Clock)
            .HandleAsync(new SignIn(email, password, kind, from ?? AtHome), CancellationToken.None);

    public Task<Result<SignedIn>> RefreshAsync(Secret refreshToken) =>
        new RefreshSessionHandler(this, this, this, this, this, Clock)
            .HandleAsync(new RefreshSession(refreshToken.Value, AtHome), CancellationToken.None);

    public Task<Result<User>> AddUserAsync(Caller owner, string role = Roles.Parent) =>
        new AddUserHandler(this, this, this, Clock)
            .HandleAsync(new AddUser("Ben", "ben@example.org", Password, role, owner), CancellationToken.None);

    void ITenants.Add(Tenant tenant) => _tenants.Add(tenant);

    Task<Tenant?> ITenants.FindAsync(TenantId id, CancellationToken cancellationToken) => Task.FromResult(_tenants.SingleOrDefault(tenant => tenant.Id == id));

    void ITenants.Enter(TenantId id)
    {
    }

    void IUsers.Add(User user) => _users.Add(user);

    Task<bool> IUsers.IsEmailTakenAsync(EmailAddress email, CancellationToken cancellationToken) => Task.FromResult(_users.Any(user => user.Email == email.Value));

    Task<User?> IUsers.FindByEmailAsync(EmailAddress email, CancellationToken cancellationToken) =>
        Task.FromResult(_users.SingleOrDefault(user => user.Email == email.Value));

    Task<User?> IUsers.FindAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult(_users.SingleOrDefault(user => user.Id == id));

    Task<IReadOnlyList<User>> IUsers.ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<User>>(_users);

    void ISessions.Add(Session session) => _sessions.Add(session);

    void ISessions.Add(RefreshToken token) => _refreshTokens.Add(token);

    Task<Session?> ISessions.FindAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult(_sessions.SingleOrDefault(session => session.Id == id));

    Task<Session?> ISessions.FindBySecretHashAsync(string secretHash, CancellationToken cancellationToken) =>
        Task.FromResult(_sessions.SingleOrDefault(session => session.SecretHash == secretHash));

    Task<RefreshToken?> ISessions.FindRefreshTokenAsync(string hash, CancellationToken cancellationToken) =>
        Task.FromResult(_refreshTokens.SingleOrDefault(token => token.Hash == hash));

    Task<IReadOnlyList<Guid>> ISessions.ListRevokedSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Guid>>([.. _sessions.Where(session => session.RevokedAt > since).Select(session => session.Id)]);

    void IOwnerLinks.Add(OwnerLink link) => _links.Add(link);

    Task<OwnerLink?> IOwnerLinks.FindByTokenHashAsync(string tokenHash, CancellationToken cancellationToken) =>
        Task.FromResult(_links.SingleOrDefault(link => link.TokenHash == tokenHash));

    Task<OwnerLink?> IOwnerLinks.FindFirstRunAsync(CancellationToken cancellationToken) => Task.FromResult(FirstRunLink);

    void IAuditLog.Add(AuditEntry entry) => Audit.Add(entry);

    Task IUnitOfWork.SaveAsync(CancellationToken cancellationToken)
    {
        Announced.AddRange(_tenants.Concat<AggregateRoot>(_sessions).SelectMany(aggregate => aggregate.TakeRaisedEvents()));
        return Task.CompletedTask;
    }
}

/// <summary>A clock that stands until the test moves it.</summary>
internal sealed class TestClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public void Advance(TimeSpan by) => _now += by;

    public override DateTimeOffset GetUtcNow() => _now;
}
