using System.Data.Common;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>What presses leave in the databases of bridge and story, and how long each stage took by it.</summary>
/// <param name="atBridge">An open connection.</param>
/// <param name="atScript">An open connection; the same for a product in one file.</param>
internal sealed class PressTrail(DbConnection atBridge, DbConnection atScript)
{
    private const string Observed = """SELECT occurred_at FROM bridge_outbox WHERE name = 'bridge.player-observed.v1' AND payload LIKE '%"button":"right"%'""";
    private const string Requested = "SELECT occurred_at FROM script_outbox WHERE name = 'player.command-requested.v1'";
    private const string TakenIn =
        "SELECT count(*) FROM script_inbox WHERE handler IN ('script-advance-playthrough-on-player-observed', 'script-complete-command-on-player-command-completed')";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The story has taken in that the player is where it sent it: a turn before that would not be heard. It saw what led there, the arrival, and
    /// the end of its command.
    /// </summary>
    public Task ShowsArrivalsAsync(int arrivals) => Eventually.HoldsAsync(
        async () => (long)(await ScalarAsync(atScript, TakenIn))! >= 3 * arrivals, Patience, $"The story did not take in arrival {arrivals}.");

    /// <summary>Medians in milliseconds; the presses are the last ones that there were.</summary>
    public async Task<IReadOnlyList<(string Stage, double Milliseconds)>> StagesAsync(IReadOnlyList<Press> presses)
    {
        var observed = await LastAsync(atBridge, Observed, presses.Count);
        var requested = await LastAsync(atScript, Requested, presses.Count);
        return
        [
            ("told until observed (hop, decision)", Median(presses.Select((press, index) => observed[index] - press.At))),
            ("until the step is decided (commit, relay, hop, reading)", Median(observed.Select((at, index) => requested[index] - at))),
            ("until the command is heard (commit, relay, hop, hop)", Median(presses.Select((press, index) => press.At + press.Elapsed - requested[index]))),
        ];
    }

    private static async Task<IReadOnlyList<DateTimeOffset>> LastAsync(DbConnection connection, string sql, int count)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"{sql} ORDER BY sequence DESC LIMIT {count}";
        await using var reader = await command.ExecuteReaderAsync();
        var times = new List<DateTimeOffset>();
        while (await reader.ReadAsync()) times.Add(reader.GetValue(0) is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : new DateTimeOffset(reader.GetDateTime(0)));
        times.Reverse();
        return times;
    }

    private static async Task<object?> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private static double Median(IEnumerable<TimeSpan> times)
    {
        var ordered = times.Order().ToList();
        return ordered[ordered.Count / 2].TotalMilliseconds;
    }
}
