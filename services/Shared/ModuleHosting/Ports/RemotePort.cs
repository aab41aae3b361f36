using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts;
using YotoSmartStream.ModuleHosting.Authentication;

namespace YotoSmartStream.ModuleHosting.Ports;

/// <summary>The owner lives in another process: the call goes over <c>/internal/ports</c> with this service's own token.</summary>
internal sealed partial class RemotePort(
    string owner, ServiceAddresses addresses, ServiceTokens tokens, IHttpClientFactory clients, ILogger<RemotePort> logger) : IPortInvoker
{
    public const string ClientName = "internal-ports";
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>As the far side writes: enumerations by name.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public async Task<Result<T>> InvokeAsync<T>(MethodInfo method, IPortRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = new HttpRequestMessage(
                HttpMethod.Post, new Uri(addresses.Of(owner), $"/internal/ports/{OwnedPort.NameOf(method.DeclaringType!)}/{method.Name}"));
            message.Content = JsonContent.Create(request, request.GetType(), options: Json);
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(cancellationToken));

            using var response = await clients.CreateClient(ClientName).SendAsync(message, cancellationToken);
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync<PortAnswer<T>>(Json, cancellationToken) ?? throw new JsonException("The answer was empty.");
            return answer.ToResult();
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Unreachable(logger, owner, method.Name, exception.Message);
            return Error.Unavailable("service.unavailable", $"The {owner} service does not answer at the moment.");
        }
    }

    [LoggerMessage(1301, LogLevel.Warning, "The {Owner} service did not answer {Method}: {Reason}")]
    private static partial void Unreachable(ILogger logger, string owner, string method, string reason);
}
