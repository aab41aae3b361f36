using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace YotoSmartStream.Gateways.Feed;

/// <summary>What a listener missed, from Player's event log, asked with the listener's own token.</summary>
internal sealed class EventLogReplay(UpstreamAddresses addresses, IHttpClientFactory clients)
{
    private const int PageSize = 500;

    /// <exception cref="HttpRequestException">The log does not answer.</exception>
    public async IAsyncEnumerable<(Guid EventId, string Json)> ReadAsync(
        string after, string accessToken, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(nameof(EventLogReplay));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        for (var cursor = after; ;)
        {
            var uri = new Uri(addresses.Of("player"), $"/api/events?after={Uri.EscapeDataString(cursor)}&limit={PageSize}");
            var page = await client.GetFromJsonAsync<Page>(uri, cancellationToken) ?? throw new HttpRequestException("The event log answered nothing.");
            foreach (var line in page.Items) yield return (line.Event.GetProperty("eventId").GetGuid(), line.Event.GetRawText());
            if (page.Items.Count < PageSize) yield break;
            cursor = page.Next.ToString(CultureInfo.InvariantCulture);
        }
    }

    private sealed record Page(IReadOnlyList<Line> Items, long Next);

    private sealed record Line(JsonElement Event);
}
