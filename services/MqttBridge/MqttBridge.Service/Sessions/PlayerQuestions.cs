using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.YotoCloud.Mqtt;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>Keeps the players of a session telling: they fall silent five minutes after they were last asked for events (yoto-cloud §3.4).</summary>
internal sealed class PlayerQuestions(AccountShard shard, SessionServices services)
{
    /// <summary>When they were last asked; null if never.</summary>
    public DateTimeOffset? ArmedAt { get; private set; } = shard.ArmedAt;

    /// <summary>
    /// Nothing is lost when the broker kept our session and the players were still telling: then everything since arrives now,
    /// in order, even after a restart of ours.
    /// </summary>
    public bool MayHaveMissed(LiveConnection live) =>
        !live.SessionPresent || ArmedAt is not { } armedAt || live.Since - armedAt >= YotoSession.EventsWindow;

    /// <summary>The session recipe (yoto-cloud §3.3): subscribe, ask for everything, and ask for events again before they end.</summary>
    /// <param name="live">The connection.</param>
    /// <param name="players">Who is asked; may change meanwhile.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task KeepAskingAsync(LiveConnection live, IEnumerable<string> players, CancellationToken cancellationToken)
    {
        foreach (var player in players) await live.SubscribeAsync(player, cancellationToken);
        await AskForEventsAsync(live, players, cancellationToken);
        foreach (var player in players) await live.AskStatusAsync(player, cancellationToken);

        while (true)
        {
            await Task.Delay(UntilNextTime(), services.Time, cancellationToken);
            await AskForEventsAsync(live, players, cancellationToken);
        }
    }

    /// <summary>A little before they fall silent, and not all sessions in the same moment.</summary>
    private TimeSpan UntilNextTime() => TimeSpan.FromSeconds(services.Options.RearmSeconds) * (0.8 + (Random.Shared.NextDouble() * 0.18));

    private async Task AskForEventsAsync(LiveConnection live, IEnumerable<string> players, CancellationToken cancellationToken)
    {
        foreach (var player in players) live.Publish(player, YotoCommand.RequestEvents);
        ArmedAt = services.Time.GetUtcNow();
        await services.NoteArmedAsync(shard, ArmedAt.Value, cancellationToken);
    }
}
