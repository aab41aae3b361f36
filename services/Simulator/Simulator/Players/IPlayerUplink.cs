namespace YotoSmartStream.Simulation.Players;

/// <summary>How a player reaches the cloud's broker. It keeps the order and never waits.</summary>
internal interface IPlayerUplink
{
    void Publish(string topic, string payload, bool retain);
}
