using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace YotoSmartStream.Testing;

/// <summary>A span as it arrived.</summary>
/// <param name="Service">The process that told it.</param>
/// <param name="Name">What was done.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
public sealed record ReceivedSpan(string Service, string Name, string TraceId);

/// <summary>A receiver of OTLP over HTTP, as an operator's collector is one: keeps the spans, counts the rest.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private int _logs, _metrics;

    private OtlpReceiver(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public IReadOnlyCollection<ReceivedSpan> Spans => _spans;

    /// <summary>Requests with log records, and with metrics.</summary>
    public (int Logs, int Metrics) Others => (_logs, _metrics);

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/traces", receiver.TakeSpansAsync);
        app.MapPost("/v1/logs", () => Interlocked.Increment(ref receiver._logs));
        app.MapPost("/v1/metrics", () => Interlocked.Increment(ref receiver._metrics));
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeSpansAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        foreach (var span in ReadSpans(body.ToArray())) _spans.Enqueue(span);
        return Results.Bytes([], "application/x-protobuf");
    }

    /// <summary>opentelemetry/proto/collector/trace/v1: ExportTraceServiceRequest.resource_spans = 1.</summary>
    private static List<ReceivedSpan> ReadSpans(byte[] request)
    {
        var spans = new List<ReceivedSpan>();
        foreach (var resourceSpans in ProtobufFields.Of(request, 1))
        {
            var service = ProtobufFields.Of(resourceSpans, 1)                                                     // ResourceSpans.resource
                .SelectMany(resource => ProtobufFields.Of(resource, 1))                                           // Resource.attributes
                .Where(attribute => ProtobufFields.TextOf(attribute, 1) == "service.name")                        // KeyValue.key
                .Select(attribute => ProtobufFields.TextOf(ProtobufFields.Of(attribute, 2).Single(), 1))          // KeyValue.value.string_value
                .FirstOrDefault("");
            foreach (var span in ProtobufFields.Of(resourceSpans, 2).SelectMany(scope => ProtobufFields.Of(scope, 2)))   // scope_spans, spans
            {
                spans.Add(new ReceivedSpan(service, ProtobufFields.TextOf(span, 5), Convert.ToHexStringLower(ProtobufFields.Of(span, 1).Single())));
            }
        }

        return spans;
    }
}
