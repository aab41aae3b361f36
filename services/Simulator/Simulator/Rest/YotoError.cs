namespace YotoSmartStream.Simulation.Rest;

/// <summary>The error bodies of the REST API: always JSON, with a code and a sentence.</summary>
internal static class YotoError
{
    public static IResult BadRequest(string message) => Of(StatusCodes.Status400BadRequest, "bad-request", message);

    public static IResult Unauthorized(string message) => Of(StatusCodes.Status401Unauthorized, "unauthorized", message);

    public static IResult Forbidden(string message) => Of(StatusCodes.Status403Forbidden, "forbidden", message);

    public static IResult NotFound(string message) => Of(StatusCodes.Status404NotFound, "not-found", message);

    public static IResult Of(int status, string code, string message) => Results.Json(new { error = new { code, message } }, statusCode: status);
}
