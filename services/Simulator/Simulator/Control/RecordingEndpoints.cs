using System.Text.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Control;

/// <summary>What happened to a player as a file of JSON lines, and the same once more from such a file.</summary>
internal static class RecordingEndpoints
{
    private const string MediaType = "application/x-ndjson";
    private const double MostSpeed = 1000;
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(10);

    public static void MapRecordings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/players/{playerId}/recording", Record);
        routes.MapPost("/players/{playerId}/replay", ReplayAsync);
    }

    /// <summary><c>GET …/recording</c>: every entry of the trace, one JSON object a line.</summary>
    private static async Task<IResult> Record(string playerId, AccountRegistry accounts, CancellationToken cancellationToken)
    {
        if (accounts.FindPlayer(playerId) is not { } player) return ControlAnswer.UnknownPlayer(playerId);
        var entries = await player.Trace.ReadAsync(after: 0, kinds: [], wait: TimeSpan.Zero, cancellationToken);
        return Results.Text(string.Concat(entries.Select(entry => JsonSerializer.Serialize(entry, JsonBody.Wire) + "\n")), MediaType);
    }

    /// <summary>
    /// <c>POST …/replay?speed=1</c> with a recording as body: does its acts again (<c>{"kind":"act","name":"insert","fields":{…}}</c>) and
    /// publishes its messages (<c>{"kind":"message","name":"data/events","fields":{…}}</c>, for captures of real players) at their distances
    /// <c>atMicroseconds</c>. Other lines are passed over. The answer comes at the end.
    /// </summary>
    private static async Task<IResult> ReplayAsync(
        string playerId,
        HttpRequest request,
        AccountRegistry accounts,
        PlayerActs acts,
        SimulatedCloudOptions options,
        CancellationToken cancellationToken,
        double speed = 1)
    {
        if (accounts.FindPlayer(playerId) is not { } player) return ControlAnswer.UnknownPlayer(playerId);
        if (speed is not (> 0 and <= MostSpeed)) return YotoError.BadRequest($"\"speed\" must be a number above 0 and up to {MostSpeed}.");
        var (lines, fault) = await ReadLinesAsync(request, cancellationToken);
        if (fault is not null) return YotoError.BadRequest(fault);

        var replayed = 0;
        double? previous = null;
        foreach (var line in lines.Where(line => line.Text("kind") is "act" or "message"))
        {
            var at = line.Number("atMicroseconds") ?? previous ?? 0;
            var gap = TimeSpan.FromMicroseconds(Math.Max(0, at - (previous ?? at)) / speed);
            if (gap > TimeSpan.Zero) await Task.Delay(gap < LongestGap ? gap : LongestGap, options.TimeProvider, cancellationToken);
            previous = at;
            if (Replay(line, player, acts) is { } refusal) return refusal;
            replayed++;
        }
        return ControlAnswer.Json(new { replayed });
    }

    private static IResult? Replay(JsonObject line, VirtualPlayer player, PlayerActs acts)
    {
        var (name, fields) = (line.Text("name") ?? "", line["fields"] as JsonObject ?? []);
        if (line.Text("kind") is "act") return acts.Perform(player, name, fields);
        player.Say(name, fields);
        return null;
    }

    private static async Task<(IReadOnlyList<JsonObject> Lines, string? Fault)> ReadLinesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var lines = new List<JsonObject>();
        while (await reader.ReadLineAsync(cancellationToken) is { } text)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (JsonBody.Parse(text) is not { } line) return ([], $"Line {lines.Count + 1} is no JSON object.");
            lines.Add(line);
        }
        return (lines, null);
    }
}
