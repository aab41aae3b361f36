using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.YotoCloud.Http;

/// <summary>Sends a request within its time-outs and turns every way of not getting an answer into an <see cref="Error"/>.</summary>
internal sealed class YotoHttp
{
    public const string ClientName = "yoto";

    private readonly IHttpClientFactory _clients;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<YotoReply> _once;
    private readonly ResiliencePipeline<YotoReply> _repeated;

    public YotoHttp(IHttpClientFactory clients, IOptions<YotoCloudOptions> options, TimeProvider time)
    {
        var limits = options.Value;
        _clients = clients;
        _time = time;
        _once = Pipeline().AddTimeout(TimeSpan.FromSeconds(limits.AttemptTimeoutSeconds)).Build();
        _repeated = Pipeline()
            .AddTimeout(TimeSpan.FromSeconds(limits.TotalTimeoutSeconds))
            .AddRetry(RetryStrategy(limits))
            .AddTimeout(TimeSpan.FromSeconds(limits.AttemptTimeoutSeconds))
            .Build();
    }

    /// <summary>For calls that may not be sent twice blindly: refreshing a single-use token, creating a card, polling.</summary>
    public Task<Result<YotoReply>> SendOnceAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken) =>
        SendAsync(_once, request, cancellationToken);

    /// <summary>For idempotent calls: repeated after 429, 5xx and network failures.</summary>
    public Task<Result<YotoReply>> SendRepeatedlyAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken) =>
        SendAsync(_repeated, request, cancellationToken);

    private async Task<Result<YotoReply>> SendAsync(
        ResiliencePipeline<YotoReply> pipeline, Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.ExecuteAsync(token => AttemptAsync(request, token), cancellationToken);
        }
        catch (HttpRequestException exception) when (IsTooLarge(exception))
        {
            return YotoErrors.BadAnswer;
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException)
        {
            return YotoErrors.Unavailable;
        }
    }

    private async ValueTask<YotoReply> AttemptAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        using var message = request();
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var client = _clients.CreateClient(ClientName);
        using var response = await client.SendAsync(message, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return new YotoReply(response.StatusCode, TolerantJson.Parse(body), RetryAfter(response.Headers.RetryAfter));
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);

    private static bool IsTooLarge(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded;

    private ResiliencePipelineBuilder<YotoReply> Pipeline() => new() { TimeProvider = _time };

    private static RetryStrategyOptions<YotoReply> RetryStrategy(YotoCloudOptions limits) => new()
    {
        MaxRetryAttempts = limits.MaxRetries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = TimeSpan.FromMilliseconds(limits.RetryDelayMilliseconds),
        DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result?.RetryAfter),   // Null: the back-off above.
        ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome switch
        {
            { Exception: HttpRequestException exception } => !IsTooLarge(exception),
            { Exception: TimeoutRejectedException } => true,
            { Result: { IsTransient: true } reply } => reply.RetryAfter is null || reply.RetryAfter < TimeSpan.FromSeconds(limits.TotalTimeoutSeconds),
            _ => false,
        }),
    };
}
