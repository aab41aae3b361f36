using Microsoft.Extensions.DependencyInjection.Extensions;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Identities.Audit;
using YotoSmartStream.Identities.Service.Endpoints;
using YotoSmartStream.Identities.Service.Persistence;
using YotoSmartStream.Identities.Service.Ports;
using YotoSmartStream.Identities.Service.Setup;
using YotoSmartStream.Identities.Service.Tokens;
using YotoSmartStream.Identities.Sessions;
using YotoSmartStream.Identities.Setup;
using YotoSmartStream.Identities.Tenants;
using YotoSmartStream.Identities.Users;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Ports;

namespace YotoSmartStream.Identities.Service;

/// <summary>Who may come in: households, people, sessions, and the keys that sign access tokens.</summary>
public sealed class IdentityModule : IServiceModule
{
    public string Name => "identity";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<IdentityOptions>("Identity");
        builder.Services.AddOptions<IdentityOptions>().Validate<IConfiguration>(
            (options, configuration) => options.KeyProtectionKey is not null || configuration.GetConnectionString(Name) is null,
            "Identity:KeyProtectionKey is missing. With PostgreSQL give all replicas the same 32 bytes in Base64 (openssl rand -base64 32).");
        builder.AddValidatedOptions<InternalClientsOptions>("Internal");
        builder.AddModuleDatabase<IdentityDbContext, IdentitySqliteContext, IdentityPostgresContext>(Name);
        AddStores(builder.Services);
        AddUseCases(builder.Services);
        AddTokens(builder.Services);
        builder.AddPort<IBrowserSessions, BrowserSessions>();
        builder.AddPort<IRevocations, Revocations>();
        builder.Services.AddSingleton<SessionCookies>();
        builder.Services.AddSingleton<SetupLinks>();
        builder.Services.TryAddSingleton<IOwnerLinkDisplay, ConsoleOwnerLinkDisplay>();
        builder.Services.AddHostedService<FirstRunAnnouncement>();
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapAuth();
        routes.MapMe();
        routes.MapUsers();
        routes.MapTenants();
        routes.MapTokenKeys();
        routes.MapInternalTokens();
    }

    private static void AddStores(IServiceCollection services)
    {
        services.AddScoped<ITenants, TenantStore>();
        services.AddScoped<IUsers, UserStore>();
        services.AddScoped<ISessions, SessionStore>();
        services.AddScoped<IOwnerLinks, OwnerLinkStore>();
        services.AddScoped<IAuditLog, AuditLog>();
    }

    private static void AddUseCases(IServiceCollection services)
    {
        services.AddSingleton<SignInThrottle>();
        services.AddScoped<PrepareFirstRunHandler>();
        services.AddScoped<CreateOwnerHandler>();
        services.AddScoped<CreateTenantHandler>();
        services.AddScoped<AddUserHandler>();
        services.AddScoped<SignInHandler>();
        services.AddScoped<RefreshSessionHandler>();
        services.AddScoped<SignOutHandler>();
        services.AddScoped<UseBrowserSessionHandler>();
    }

    private static void AddTokens(IServiceCollection services)
    {
        services.AddSingleton<KeyProtection>();
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<TokenSigner>();
        services.AddSingleton<IAccessTokenIssuer, AccessTokenIssuer>();
        services.AddSingleton<IAccessTokenKeys, OwnAccessTokenKeys>();
    }
}
