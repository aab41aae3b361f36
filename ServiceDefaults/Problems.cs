using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.ServiceDefaults;

/// <summary>Refusals as problem documents (RFC 9457) with a stable <c>code</c>; the only place that maps an error kind to a status.</summary>
public static class Problems
{
    public const string CodeField = "code";

    public static ProblemHttpResult ToProblem(this Error error) => TypedResults.Problem(Describe(error));

    public static ProblemDetails Describe(Error error) => new()
    {
        Status = StatusOf(error.Kind),
        Title = error.Message,
        Extensions = { [CodeField] = error.Code },
    };

    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Gone => StatusCodes.Status410Gone,
        ErrorKind.Stale => StatusCodes.Status412PreconditionFailed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.WrongType => StatusCodes.Status415UnsupportedMediaType,
        ErrorKind.Range => StatusCodes.Status416RangeNotSatisfiable,
        ErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Declares in OpenAPI which refusals a route can answer.</summary>
    public static TBuilder WithProblems<TBuilder>(this TBuilder builder, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
        {
            builder.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        }

        return builder;
    }

    /// <summary>Writes a problem where no endpoint answers: authentication, middleware, exceptions.</summary>
    public static Task WriteProblemAsync(this HttpContext context, Error error)
    {
        var problem = Describe(error);
        context.Response.StatusCode = problem.Status!.Value;
        return context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", context.RequestAborted);
    }
}
