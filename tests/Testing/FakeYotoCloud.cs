using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace YotoSmartStream.Testing;

/// <summary>
/// Answers as a test says, and remembers what it was asked: for what Yoto's cloud does seldom or never (HTML, floods, refusals).
/// The simulator is for what it does every day.
/// </summary>
public sealed class FakeYotoCloud : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<FakeYotoRequest, FakeYotoAnswer>> _answers = new();
    private readonly ConcurrentQueue<FakeYotoRequest> _requests = new();

    private FakeYotoCloud(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>In the order of their arrival.</summary>
    public IReadOnlyList<FakeYotoRequest> Requests => [.. _requests];

    /// <summary>Settings that bring a module here instead of to Yoto, without patience.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Yoto:ApiUrl"] = Address.ToString(),
        ["Yoto:LoginUrl"] = Address.ToString(),
        ["Yoto:ClientId"] = "test-client",
        ["Yoto:RetryDelayMilliseconds"] = "5",
        ["Yoto:AttemptTimeoutSeconds"] = "5",
    };

    public static async Task<FakeYotoCloud> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var cloud = new FakeYotoCloud(app);
        app.Run(cloud.AnswerAsync);
        await app.StartAsync();
        return cloud;
    }

    /// <param name="route">Method and path: <c>POST /oauth/token</c>.</param>
    /// <param name="answer">Called for each request.</param>
    public void On(string route, Func<FakeYotoRequest, FakeYotoAnswer> answer) => _answers[route] = answer;

    public IReadOnlyList<FakeYotoRequest> RequestsTo(string route) => [.. _requests.Where(request => request.Route == route)];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new FakeYotoRequest(
            $"{context.Request.Method} {context.Request.Path}", await reader.ReadToEndAsync(), context.Request.Headers.Authorization.ToString());
        _requests.Enqueue(request);

        var answer = _answers.TryGetValue(request.Route, out var found) ? found(request) : new FakeYotoAnswer(HttpStatusCode.NotFound, "{}");
        context.Response.StatusCode = (int)answer.Status;
        context.Response.ContentType = answer.ContentType;
        if (answer.RetryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString();
        if (answer.Location is { } location) context.Response.Headers.Location = location;
        await context.Response.WriteAsync(answer.Body);
    }
}

/// <param name="Route">Method and path.</param>
/// <param name="Body">As text.</param>
/// <param name="Authorization">The header.</param>
public sealed record FakeYotoRequest(string Route, string Body, string Authorization)
{
    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>A field of a form.</summary>
    public string? Field(string name) => Body.Split('&')
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair[0] == name)
        .Select(pair => WebUtility.UrlDecode(pair[1]))
        .FirstOrDefault();
}

public sealed record FakeYotoAnswer(HttpStatusCode Status, string Body)
{
    public string ContentType { get; init; } = "application/json";

    public int? RetryAfterSeconds { get; init; }

    public string? Location { get; init; }

    public static FakeYotoAnswer Json(object body) => new(HttpStatusCode.OK, JsonSerializer.Serialize(body));

    /// <summary>Yoto's OAuth says what is wrong in <c>error</c>.</summary>
    public static FakeYotoAnswer OAuthError(string error) => new(HttpStatusCode.Forbidden, $$"""{"error":"{{error}}"}""");
}
