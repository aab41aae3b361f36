using Microsoft.AspNetCore.WebUtilities;

namespace YotoSmartStream.Simulation.Rest;

/// <summary>What the API gateway in front of Yoto's services does: it stamps every answer, and its own errors are JSON too.</summary>
internal sealed class GatewayBehaviour(RequestDelegate next, ILogger<GatewayBehaviour> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers["x-amzn-RequestId"] = Guid.CreateVersion7().ToString();
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = exception.StatusCode;   // Too large, or ended early.
        }
        catch (Exception exception) when (!context.Response.HasStarted && exception is not OperationCanceledException)
        {
            logger.RequestFailed(context.Request.Path, exception);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        if (!context.Response.HasStarted && context.Response.StatusCode >= StatusCodes.Status400BadRequest)
            await context.Response.WriteAsJsonAsync(new { message = ReasonPhrases.GetReasonPhrase(context.Response.StatusCode) }, context.RequestAborted);
    }
}

internal static partial class RestLog
{
    [LoggerMessage(9101, LogLevel.Error, "The simulated cloud failed to answer {Path}.")]
    public static partial void RequestFailed(this ILogger logger, PathString path, Exception exception);
}
