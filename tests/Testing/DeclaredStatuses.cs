using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace YotoSmartStream.Testing;

/// <summary>
/// Compares what the routes answer in a test with what they declare for the OpenAPI document. A front end switches on the declared
/// statuses, so one that was forgotten there is a defect.
/// </summary>
internal sealed class DeclaredStatuses
{
    private static readonly string[] NotDescribed = ["/internal/", "/health", "/openapi"];
    private readonly ConcurrentDictionary<string, bool> _undeclared = new();

    public async Task CompareAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.RequestAborted.IsCancellationRequested || context.GetEndpoint() is not RouteEndpoint route || !IsDescribed(route)) return;
        if (!Declares(route, context.Response.StatusCode))
            _undeclared[$"{context.Request.Method} {route.RoutePattern.RawText} answered {context.Response.StatusCode}"] = true;
    }

    /// <exception cref="InvalidOperationException">A route answered what it does not declare.</exception>
    public void ThrowIfAnyWasMissing()
    {
        if (!_undeclared.IsEmpty)
            throw new InvalidOperationException($"Not declared by the route (WithProblems): {string.Join("; ", _undeclared.Keys.Order())}.");
    }

    private static bool IsDescribed(RouteEndpoint route) =>
        !NotDescribed.Any(prefix => route.RoutePattern.RawText?.StartsWith(prefix, StringComparison.Ordinal) is true);

    private static bool Declares(RouteEndpoint route, int status)
    {
        var declared = route.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>();
        return declared.Any(response => response.StatusCode == status) || (status == StatusCodes.Status200OK && !declared.Any(response => response.StatusCode < 300));
    }
}
