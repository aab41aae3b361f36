using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using YotoSmartStream.ModuleHosting.Authentication;

namespace YotoSmartStream.ModuleHosting.Tenancy;

internal static class TenancyExtensions
{
    public static void AddTenancy(this IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<TenantScope>();
        builder.Services.AddSingleton<ModuleScopes>();
    }

    /// <summary>The tenant of a request is the one of its verified token, and nothing else that the request says.</summary>
    public static void UseTenancy(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.User.Tenant() is { } tenant) context.RequestServices.GetRequiredService<TenantScope>().Use(tenant);
        return next(context);
    });
}
