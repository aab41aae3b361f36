namespace YotoSmartStream.Simulation.Broker;

/// <summary>A topic below <c>device/{id}/</c>: nothing else exists on Yoto's broker.</summary>
internal readonly record struct DeviceTopic(string DeviceId, string Rest)
{
    private const string Root = "device/";
    private const string CommandRoot = "command/";

    /// <summary>The command that a message on this topic gives, if it is one.</summary>
    public string? Command => Rest.StartsWith(CommandRoot, StringComparison.Ordinal) ? Rest[CommandRoot.Length..] : null;

    public static DeviceTopic? Parse(string topic)
    {
        if (!topic.StartsWith(Root, StringComparison.Ordinal) || topic.AsSpan().IndexOfAny('+', '#') >= 0) return null;
        var slash = topic.IndexOf('/', Root.Length);
        if (slash < 0 || slash == Root.Length || slash == topic.Length - 1) return null;
        return new DeviceTopic(topic[Root.Length..slash], topic[(slash + 1)..]);
    }
}
