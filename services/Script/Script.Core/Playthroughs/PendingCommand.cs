namespace YotoSmartStream.Stories.Playthroughs;

/// <summary>The command that a story sent last. The bridge sends one at a time per player, and so does a story.</summary>
/// <param name="Id">Names it in its completion.</param>
/// <param name="PreviousId">The one before: its late effects are ours too.</param>
/// <param name="Command">Yoto's name of it.</param>
/// <param name="ChapterKey">Where the player is to start.</param>
/// <param name="SecondsIn">How far into the chapter.</param>
/// <param name="Attempt">1 for the first try.</param>
/// <param name="ExpiresAt">After it the bridge does not send it any more.</param>
/// <param name="IsInFlight">Nobody has said yet what became of it.</param>
public sealed record PendingCommand(
    Guid Id, Guid? PreviousId, string Command, string? ChapterKey, int SecondsIn, int Attempt, DateTimeOffset ExpiresAt, bool IsInFlight)
{
    public bool Caused(Guid? commandId) => commandId is not null && (commandId == Id || commandId == PreviousId);
}
