using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Faults;

/// <summary>Breaks REST and OAuth on purpose. The control API stays whole: it is how faults are switched off again.</summary>
internal sealed class HttpFaults(RequestDelegate next, FaultBoard faults, AccessTokens tokens, SimulatedCloudOptions options)
{
    private const double UsualRetryAfterSeconds = 1;
    private const int MalformedLength = 12;

    public async Task InvokeAsync(HttpContext context)
    {
        if (faults.All.Count is 0 || context.Request.Path.StartsWithSegments("/sim") || context.WebSockets.IsWebSocketRequest)
        {
            await next(context);
            return;
        }

        var accountId = await AccountOfAsync(context.Request);
        if (Strike(FaultKind.HttpDelay) is { } delay) await Task.Delay(delay.Duration(1), options.TimeProvider, context.RequestAborted);
        if (Strike(FaultKind.HttpHang) is not null) await Task.Delay(Timeout.InfiniteTimeSpan, options.TimeProvider, context.RequestAborted);
        if (Strike(FaultKind.HttpReset) is not null) context.Abort();
        else if (Strike(FaultKind.HttpStatus) is { } status) await RefuseAsync(context, status);
        else if (Strike(FaultKind.HttpHtml) is { } html) await AnswerInHtmlAsync(context, html.Status ?? StatusCodes.Status502BadGateway);
        else if (Strike(FaultKind.HttpEmpty) is not null) await RewriteAsync(context, _ => "");
        else if (Strike(FaultKind.HttpMalformed) is not null) await RewriteAsync(context, BreakOff);
        else if (Strike(FaultKind.HttpChanged) is not null) await RewriteAsync(context, Change);
        else await next(context);

        Fault? Strike(FaultKind kind) => faults.StrikeRequest(kind, context.Request.Method, context.Request.Path, accountId);
    }

    private async Task<string?> AccountOfAsync(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.Split(' ') is [_, var token] ? (await tokens.VerifyAsync(token))?.Account.Id : null;
    }

    private static async Task RefuseAsync(HttpContext context, Fault fault)
    {
        var status = fault.Status ?? StatusCodes.Status503ServiceUnavailable;
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = $"{Math.Ceiling(fault.Seconds ?? UsualRetryAfterSeconds)}";
        await YotoError.Of(status, "fault", "This answer was asked for through /sim/faults.").ExecuteAsync(context);
    }

    private static Task AnswerInHtmlAsync(HttpContext context, int status) =>
        Results.Content("<html><body><center><h1>502 Bad Gateway</h1></center></body></html>", "text/html", Encoding.UTF8, status).ExecuteAsync(context);

    /// <summary>Answers as if nothing were wrong, then spoils the text of the answer.</summary>
    private async Task RewriteAsync(HttpContext context, Func<string, string> spoil)
    {
        var (response, body) = (context.Response, context.Response.Body);
        using var kept = new MemoryStream();
        response.Body = kept;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = body;
        }
        var spoilt = Encoding.UTF8.GetBytes(spoil(Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length)));
        response.ContentLength = spoilt.Length;
        await body.WriteAsync(spoilt, context.RequestAborted);
    }

    private static string BreakOff(string text) => text[..Math.Min(MalformedLength, Math.Max(0, text.Length - 1))];

    private static string Change(string text)
    {
        try
        {
            return Changed(JsonNode.Parse(text))?.ToJsonString(JsonBody.Wire) ?? "null";
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static JsonNode? Changed(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Changed(field.Value)))
            .Append(KeyValuePair.Create<string, JsonNode?>("unheardOf", new JsonArray(1, "two")))),
        JsonArray items => new JsonArray([.. items.Select(Changed)]),
        JsonValue value when value.GetValueKind() is JsonValueKind.Number => value.ToString(),
        JsonValue value when value.GetValueKind() is JsonValueKind.True => 1,
        JsonValue value when value.GetValueKind() is JsonValueKind.False => 0,
        _ => node?.DeepClone(),
    };
}
