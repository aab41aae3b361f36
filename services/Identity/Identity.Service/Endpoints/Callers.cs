using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Identities.Audit;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.Identities.Service.Endpoints;

internal static class Callers
{
    /// <summary>Who asks, for rules and the audit log.</summary>
    public static Caller Caller(this HttpContext context) => context.User.Tenant() is { } tenant
        ? new Caller(context.ClientAddress(), context.User.UserId(), tenant, context.User.Role())
        : new Caller(context.ClientAddress());

    public static string? ClientAddress(this HttpContext context) =>
        context.Request.Headers[GatewayAgreement.ClientAddressHeader] is [{ Length: > 0 and <= 64 } seenByGateway]
            ? seenByGateway
            : context.Connection.RemoteIpAddress?.ToString();

    /// <summary>
    /// Runs a use case in a scope of its own that has no tenant yet: whoever signs in may still carry the token of another household.
    /// </summary>
    public static Task<TResult> RunAsync<THandler, TResult>(
        this ModuleScopes scopes, Func<THandler, CancellationToken, Task<TResult>> useCase, CancellationToken cancellationToken)
        where THandler : notnull =>
        scopes.RunAsync(null, (services, token) => useCase(services.GetRequiredService<THandler>(), token), cancellationToken);
}
