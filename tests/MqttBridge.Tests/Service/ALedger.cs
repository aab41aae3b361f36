using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Bridge.Observing;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>
/// What a child at the simulated player did and what a story asked of it, line by line, while something is broken; and whether the books
/// balance once it is whole again (failures.md, I1–I3, I6, I8).
/// </summary>
internal sealed class ALedger(ASimulatedFamily family, ABridge bridge)
{
    private static readonly TimeSpan UntilQuiet = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UntilConverged = TimeSpan.FromSeconds(10);
    private readonly List<Turn> _turns = [];
    private readonly List<Asked> _asked = [];

    /// <summary>Turns the right knob a step, in a second of its own: two turns in one second can look the same to the byte, like a repeated message.</summary>
    public async Task TurnAsync(int steps)
    {
        var before = await TheNextSecondAsync();
        var after = await family.ActAsync("turn-right", new { steps });
        _turns.Add(new Turn(steps > 0 ? "right" : "left", ChapterOf(before), ChapterOf(after)));
    }

    /// <summary>Asks for a chapter, as a story would.</summary>
    public async Task SteerAsync(string chapter)
    {
        var request = await bridge.AskAsync(PlayerCommands.CardStart, chapter, playerId: family.PlayerId, card: family.CardId);
        _asked.Add(new Asked(request.CommandId, chapter));
    }

    /// <summary>Returns when everything that was done so far has been told.</summary>
    public Task ToldAsync() => Eventually.HoldsAsync(
        async () => (await PressesAsync()).Count >= _turns.Count, UntilQuiet, $"Choice number {_turns.Count} was never told.");

    public async Task BalancesAsync()
    {
        await ToldAsync();
        await EndedAsync();
        await IsConvergedAsync();
        await IsBoundedAsync();

        // I1 and I2: each turn is in the database, once. I3: in the order in which they happened, and each from where the one before had led.
        Assert.Equal(_turns, (await PressesAsync()).Select(press => new Turn(press.Button!, press.PreviousChapterKey!, press.ChapterKey!)));

        // I2: each command ended once, carried out, and was seen once, as ours.
        var ends = await bridge.Host.AnnouncedAsync<PlayerCommandCompleted>();
        Assert.Equal(_asked.Select(asked => (asked.CommandId, CommandOutcomes.Done)), ends.Select(end => (end.CommandId, end.Outcome)));
        var obeyed = (await ObservedAsync()).Where(seen => seen is { Kind: ObservationKinds.TrackEntered, CommandId: not null });
        Assert.Equal(_asked, obeyed.Select(seen => new Asked(seen.CommandId!.Value, seen.ChapterKey!)));
    }

    private Task EndedAsync() => Eventually.HoldsAsync(
        async () => (await bridge.Host.AnnouncedAsync<PlayerCommandCompleted>()).Count >= _asked.Count, UntilQuiet, "Not every command ended.");

    /// <summary>I6.</summary>
    private Task IsConvergedAsync() => Eventually.HoldsAsync(
        async () => IsSame(await family.StateAsync(), bridge.LineOf(family.PlayerId)?.State.Snapshot),
        UntilConverged,
        "The bridge believes something else than the player does.");

    /// <summary>I8: nothing is left over that would grow with each fault.</summary>
    private async Task IsBoundedAsync()
    {
        await Eventually.HoldsAsync(
            async () => await CountAsync("SELECT count(*) AS \"Value\" FROM bridge_outbox WHERE delivered_at IS NULL") == 0,
            UntilQuiet,
            "Events were left in the outbox.");
        Assert.Equal(0, await CountAsync("SELECT count(*) AS \"Value\" FROM bridge_dead_letters"));
        Assert.Equal(0, await bridge.RowsAsync<BridgeCommand>());
        Assert.Equal(0, bridge.LineOf(family.PlayerId)!.Malformed);
        Assert.Single(bridge.Sessions.All);
    }

    private Task<int> CountAsync(string sql) => bridge.InDatabaseAsync(database => database.Database.SqlQueryRaw<int>(sql).SingleAsync());

    private async Task<IReadOnlyList<PlayerObserved>> PressesAsync() => [.. (await ObservedAsync()).Where(seen => seen.Button is not null && seen.CommandId is null)];

    private Task<IReadOnlyList<PlayerObserved>> ObservedAsync() => bridge.Host.AnnouncedAsync<PlayerObserved>();

    private async Task<JsonObject> TheNextSecondAsync()
    {
        var second = SecondOf(await family.StateAsync());
        return await Eventually.GetAsync(
            async () => await family.StateAsync() is { } state && SecondOf(state) > second ? state : null, UntilQuiet, "The player's clock stands still.");

        static long SecondOf(JsonObject state) => state["now"]!.GetValue<DateTimeOffset>().ToUnixTimeSeconds();
    }

    private static string ChapterOf(JsonObject player) => player["chapterKey"]!.GetValue<string>();

    private static bool IsSame(JsonObject truth, PlayerSnapshot? believed) =>
        believed is not null
        && ChapterOf(truth) == believed.ChapterKey
        && truth["status"]!.GetValue<string>() == believed.PlaybackStatus
        && truth["volume"]!.GetValue<int>() == believed.Volume;

    /// <param name="Button"><c>left</c> or <c>right</c>.</param>
    /// <param name="From">The chapter before.</param>
    /// <param name="To">The chapter after.</param>
    private sealed record Turn(string Button, string From, string To);

    private sealed record Asked(Guid CommandId, string Chapter);
}
