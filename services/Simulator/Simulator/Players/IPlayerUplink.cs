namespace YotoSmartStream.Simulation.Players;

/// <summary>How players reach the cloud's broker. It keeps the order and never waits.</summary>
internal interface IPlayerUplink
{
    /// <summary>Opens a connection, and leaves its will with the broker.</summary>
    void Connect(PlayerConnection connection);

    /// <summary>What is published on a connection that is lost by then is lost, too.</summary>
    void Publish(PlayerConnection connection, string topic, string payload, bool retain);

    /// <summary>The connection breaks without a farewell, so the broker publishes its will.</summary>
    void Drop(PlayerConnection connection);
}
