using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.Extensions.Hosting;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Identities;

namespace YotoSmartStream.ModuleHosting.Authentication;

/// <summary>
/// Tokens that are refused although they have not expired: of ended sessions, removed users, suspended tenants. Told by the feed,
/// and read whole from Identity at start and every minute, because the feed may lose one (security S5, S14).
/// </summary>
internal sealed class DenyList(IRevocations revocations, TimeProvider time) :
    BackgroundService, IEventHandler<SessionRevoked>, IEventHandler<UserRemoved>, IEventHandler<TenantSuspended>
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(20);   // Longer than an access token lives.

    /// <summary>When it was last denied. Ids of sessions, users and tenants never collide.</summary>
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _denied = new();

    public bool Denies(ClaimsPrincipal user) =>
        !_denied.IsEmpty
        && user.Claims.Any(claim =>
            claim.Type is AccessTokenClaims.Session or AccessTokenClaims.Subject or AccessTokenClaims.TenantClaim
            && Guid.TryParse(claim.Value, out var id)
            && _denied.ContainsKey(id));

    public Task HandleAsync(SessionRevoked integrationEvent, CancellationToken cancellationToken) => Deny(integrationEvent.SessionId);

    public Task HandleAsync(UserRemoved integrationEvent, CancellationToken cancellationToken) => Deny(integrationEvent.UserId);

    public Task HandleAsync(TenantSuspended integrationEvent, CancellationToken cancellationToken) => Deny(integrationEvent.TenantId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var listed = await revocations.ListAsync(new ListRevocations(), stoppingToken);
            if (listed.IsSuccess)
            {
                foreach (var id in listed.Value.Sessions.Concat(listed.Value.Users).Concat(listed.Value.Tenants)) _denied[id] = time.GetUtcNow();
                Forget(before: time.GetUtcNow() - KeepFor);
            }

            await Task.Delay(ReadEvery, time, stoppingToken);
        }
    }

    private Task Deny(Guid id)
    {
        _denied[id] = time.GetUtcNow();
        return Task.CompletedTask;
    }

    private void Forget(DateTimeOffset before)
    {
        foreach (var (id, deniedAt) in _denied)
        {
            if (deniedAt < before) _denied.TryRemove(id, out _);
        }
    }
}
