using System.Net;
using System.Text.Json;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.YotoCloud.Http;

/// <summary>What came back, whatever its status.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Json">The body; an empty body reads as <c>{}</c> (yoto-cloud §2.1), null when it is not JSON.</param>
/// <param name="RetryAfter">How long Yoto asked us to wait.</param>
internal sealed record YotoReply(HttpStatusCode Status, JsonElement? Json, TimeSpan? RetryAfter)
{
    public bool IsTransient => Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    /// <summary>The JSON of a success, or the error that the REST API's answer means (yoto-cloud §2.1).</summary>
    public Result<JsonElement> ReadRest() => Status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => Json is { } json ? json : YotoErrors.BadAnswer,
        HttpStatusCode.Unauthorized => YotoErrors.Unauthorized,
        HttpStatusCode.Forbidden => Error.Forbidden(YotoErrors.ForbiddenCode, $"Yoto's cloud does not allow this: {Explanation()}"),
        HttpStatusCode.NotFound => new Error(ErrorKind.NotFound, YotoErrors.NotFoundCode, "Yoto's cloud does not know this card."),
        _ when IsTransient => YotoErrors.Unavailable,
        >= HttpStatusCode.BadRequest => Error.Unprocessable(YotoErrors.RefusedCode, $"Yoto's cloud refused this: {Explanation()}"),
        _ => YotoErrors.BadAnswer,
    };

    /// <summary>The API answers <c>{"error":{"message"}}</c>, its gateway <c>{"message"}</c>. Strangers wrote it: bounded before anyone sees it.</summary>
    private string Explanation()
    {
        const int longest = 200;
        var text = Json?.Child("error")?.Text("message") ?? Json?.Text("message") ?? $"status {(int)Status}";
        return text.Length <= longest ? text : text[..longest] + "…";
    }
}
