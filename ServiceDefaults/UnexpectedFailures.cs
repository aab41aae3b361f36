using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.ServiceDefaults;

/// <summary>The last resort: malformed requests become 400, lost races 412, what does not answer 503, and what nobody expected a 500 with a trace id and no detail.</summary>
internal sealed partial class UnexpectedFailures(ILogger<UnexpectedFailures> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (context.RequestAborted.IsCancellationRequested) return true;   // The caller has gone: nobody reads an answer.

        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                await context.WriteProblemAsync(Error.TooLarge("request.too-large", "The request body is larger than this route accepts."));
                return true;
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                await context.WriteProblemAsync(Error.WrongType("request.media-type", "Send the body as application/json."));
                return true;
            case BadHttpRequestException bad:
                await context.WriteProblemAsync(Error.Invalid("request.malformed", bad.Message));
                return true;
            case StaleStateException stale:
                await context.WriteProblemAsync(Error.Stale("state.changed", stale.Message));
                return true;
            case UnavailableException unavailable:
                Unavailable(logger, unavailable.Error.Code, unavailable);
                await context.WriteProblemAsync(unavailable.Error);
                return true;
        }

        var traceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        Unexpected(logger, traceId, exception);
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        await context.Response.WriteAsJsonAsync(
            new { status = 500, title = "Something went wrong on our side.", code = "server.unexpected", traceId },
            options: null, contentType: "application/problem+json", cancellationToken);
        return true;
    }

    [LoggerMessage(1001, LogLevel.Error, "A request failed unexpectedly (trace {TraceId}).")]
    private static partial void Unexpected(ILogger logger, string traceId, Exception exception);

    [LoggerMessage(1002, LogLevel.Warning, "A request was refused for now: {Code}.")]
    private static partial void Unavailable(ILogger logger, string code, Exception exception);
}
