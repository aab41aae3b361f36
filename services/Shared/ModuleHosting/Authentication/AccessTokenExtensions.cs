using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ModuleHosting.Ports;

namespace YotoSmartStream.ModuleHosting.Authentication;

internal static class AccessTokenExtensions
{
    public static void AddAccessTokens(this IHostApplicationBuilder builder)
    {
        builder.UsePort<IRevocations>();
        builder.Services.TryAddSingleton<IAccessTokenKeys, JwksKeys>();
        builder.Services.AddSingleton<ServiceTokens>();
        builder.AddFeedHandler<SessionRevoked, DenyList>();
        builder.AddFeedHandler<UserRemoved, DenyList>();
        builder.AddFeedHandler<TenantSuspended, DenyList>();
        builder.AddBackgroundWork<DenyList>();

        builder.Services.AddAuthentication(AccessTokenHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, AccessTokenHandler>(AccessTokenHandler.SchemeName, null);
        builder.Services.AddAuthorizationBuilder()
            .SetDefaultPolicy(Member().Build())
            .AddPolicy(Policies.Manage, Member().RequireRole(Roles.Owner, Roles.Parent).Build())
            .AddPolicy(Policies.Operate, Member().RequireRole(Roles.Operator).Build())
            .AddPolicy(Policies.Internal, policy => policy
                .RequireClaim("aud", AccessTokenClaims.InternalAudience)
                .RequireClaim(AccessTokenClaims.Scope, AccessTokenClaims.InternalScope));
    }

    private static AuthorizationPolicyBuilder Member() => new AuthorizationPolicyBuilder()
        .RequireClaim("aud", AccessTokenClaims.Audience)
        .RequireClaim(AccessTokenClaims.TenantClaim);
}
