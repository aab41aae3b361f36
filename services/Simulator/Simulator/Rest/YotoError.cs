namespace YotoSmartStream.Simulation.Rest;

/// <summary>The error bodies of the REST API: always JSON, with a code and a sentence.</summary>
internal static class YotoError
{
    public static IResult BadRequest(string message) => Error(StatusCodes.Status400BadRequest, "bad-request", message);

    public static IResult Unauthorized(string message) => Error(StatusCodes.Status401Unauthorized, "unauthorized", message);

    public static IResult Forbidden(string message) => Error(StatusCodes.Status403Forbidden, "forbidden", message);

    public static IResult NotFound(string message) => Error(StatusCodes.Status404NotFound, "not-found", message);

    private static IResult Error(int status, string code, string message) => Results.Json(new { error = new { code, message } }, statusCode: status);
}
