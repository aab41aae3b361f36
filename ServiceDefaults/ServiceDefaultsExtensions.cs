using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace YotoSmartStream.ServiceDefaults;

/// <summary>What every host calls first: telemetry, health, problem documents, JSON conventions, the clock.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Health checks with this tag decide <c>/health/ready</c>.</summary>
    public const string ReadyTag = "ready";

    private const string RetryAfterSeconds = "5";

    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder, string serviceName)
    {
        builder.AddTelemetry(serviceName);
        builder.Logging.Configure(options =>
            options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);   // It puts the path of a request into
        builder.Logging.AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Warning);            // the scope of every line, and a
        builder.Logging.AddFilter("Yarp.ReverseProxy", LogLevel.Warning);                       // stream URL's path is a secret (S8).
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks();
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<UnexpectedFailures>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);   // So that it becomes a problem with a code.
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        builder.Services.AddHttpClient();
        return builder;
    }

    /// <summary>First in the pipeline: failures of everything behind it become problem documents, spans get the route's name.</summary>
    public static IApplicationBuilder UseServiceDefaults(this IApplicationBuilder app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(async context => await WriteBareStatusAsync(context.HttpContext));
        return app.Use(async (context, next) =>
        {
            context.Response.OnStarting(SayWhenToTryAgain, context.Response);
            await next(context);
            if (Activity.Current is { } activity && context.GetEndpoint() is RouteEndpoint endpoint)
            {
                activity.DisplayName = $"{context.Request.Method} {endpoint.RoutePattern.RawText?.TrimEnd('/')}";
            }
        });
    }

    public static IEndpointRouteBuilder MapServiceDefaults(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag) }).AllowAnonymous();
        return routes;
    }

    /// <summary>Whoever is refused for now is told when to come back, unless somebody who knows better has said it.</summary>
    private static Task SayWhenToTryAgain(object response)
    {
        if (response is HttpResponse { StatusCode: StatusCodes.Status503ServiceUnavailable, Headers: { RetryAfter.Count: 0 } headers }) headers.RetryAfter = RetryAfterSeconds;
        return Task.CompletedTask;
    }

    private static Task WriteBareStatusAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => context.WriteProblemAsync(BuildingBlocks.Error.NotFound("route", context.Request.Path)),
        StatusCodes.Status405MethodNotAllowed => WriteAsync(context, "route.method", "This route does not answer that method."),
        StatusCodes.Status415UnsupportedMediaType => WriteAsync(context, "request.media-type", "This route does not take that media type."),
        _ => Task.CompletedTask,
    };

    private static Task WriteAsync(HttpContext context, string code, string title) => context.Response.WriteAsJsonAsync(
        new { status = context.Response.StatusCode, title, code }, options: null, contentType: "application/problem+json", context.RequestAborted);
}
