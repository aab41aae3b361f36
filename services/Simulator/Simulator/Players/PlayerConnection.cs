namespace YotoSmartStream.Simulation.Players;

/// <summary>One connection of a player to the broker, from its CONNECT to its end.</summary>
internal sealed class PlayerConnection(string playerId, string willTopic, string willPayload, Action<PlayerConnection> lost)
{
    /// <summary>Also the client id: another connection with this id ends the player's.</summary>
    public string PlayerId { get; } = playerId;

    /// <summary>Where the broker says that the player is gone; the message is retained.</summary>
    public string WillTopic { get; } = willTopic;

    /// <summary>What it says there. A will is written at CONNECT, so its stamp is that of the beginning.</summary>
    public string WillPayload { get; } = willPayload;

    /// <summary>Tells the player that the connection has ended, whoever ended it.</summary>
    public void HasEnded() => lost(this);
}
