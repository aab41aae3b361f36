using Microsoft.Extensions.FileProviders;

namespace YotoSmartStream.Gateways.WebApp;

/// <summary>The built web app, which lies beside the program. Without it (not built) everything else still works.</summary>
internal static class WebAppFiles
{
    private const string OwnedByTheWebApp = "webapp";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    public static void AddWebApp(this WebApplicationBuilder builder) =>
        builder.Services.Configure<RouteOptions>(options => options.SetParameterPolicy<WebAppPath>(OwnedByTheWebApp));

    public static void UseWebAppFiles(this WebApplication app)
    {
        if (!Directory.Exists(Folder)) return;
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Folder),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    /// <summary>Every other page address is the web app's own: it reads the address itself.</summary>
    public static void MapWebApp(this IEndpointRouteBuilder routes) =>
        routes.MapFallback($"{{*path:nonfile:{OwnedByTheWebApp}}}", ShowAsync).AllowAnonymous();

    private static async Task ShowAsync(HttpContext context)
    {
        var page = Path.Combine(Folder, "index.html");
        var isReading = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (!isReading || !File.Exists(page))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.SendFileAsync(page, context.RequestAborted);
    }

    /// <summary>What programs ask for is never answered with a page: a typo in an API address stays a 404.</summary>
    private sealed class WebAppPath : IRouteConstraint
    {
        private static readonly string[] Others = ["api", "ws", "stream", "internal", "health", "openapi", ".well-known"];

        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection)
        {
            var first = (values[routeKey] as string ?? "").Split('/')[0];
            return !Others.Contains(first, StringComparer.OrdinalIgnoreCase);
        }
    }
}
