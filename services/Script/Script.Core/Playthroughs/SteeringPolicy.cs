namespace YotoSmartStream.Stories.Playthroughs;

/// <summary>How long the story gives the player.</summary>
/// <param name="CommandLifetime">After it the bridge does not send a command any more.</param>
/// <param name="CompletionGrace">How much longer the story waits to hear what became of it.</param>
public sealed record SteeringPolicy(TimeSpan CommandLifetime, TimeSpan CompletionGrace);
