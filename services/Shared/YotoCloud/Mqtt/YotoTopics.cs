namespace YotoSmartStream.YotoCloud.Mqtt;

/// <summary>What a topic of a player carries (yoto-cloud §3.2).</summary>
public enum YotoTopicKind
{
    /// <summary>Playback, deltas and full objects.</summary>
    DataEvents,

    /// <summary>Basic status.</summary>
    DataStatus,

    /// <summary>Answers to commands.</summary>
    Response,

    /// <summary>Extended status.</summary>
    StatusFull,

    /// <summary>Retained: online or, by Last Will, offline.</summary>
    Presence,

    /// <summary>Older extended status, and the word of a player that is going off.</summary>
    Status,
}

/// <summary>The topics of a player (yoto-cloud §3.2).</summary>
public static class YotoTopics
{
    private const string Root = "device/";

    private static readonly (YotoTopicKind Kind, string Suffix)[] FromPlayer =
    [
        (YotoTopicKind.DataEvents, "/data/events"),
        (YotoTopicKind.DataStatus, "/data/status"),
        (YotoTopicKind.Response, "/response"),
        (YotoTopicKind.StatusFull, "/status/full"),
        (YotoTopicKind.Presence, "/presence"),
        (YotoTopicKind.Status, "/status"),
    ];

    /// <summary>
    /// What a session subscribes to, spelled out per player: a wildcard makes the broker close the connection (§3.1). The older twin
    /// <c>events</c> is left out; it says the same as <c>data/events</c> (§3.7).
    /// </summary>
    public static IReadOnlyList<string> SubscriptionsOf(string playerId) => [.. FromPlayer.Select(topic => Root + playerId + topic.Suffix)];

    public static string Of(string playerId, YotoTopicKind kind) => Root + playerId + FromPlayer.First(topic => topic.Kind == kind).Suffix;

    /// <summary>Where a command is published.</summary>
    public static string Command(string playerId, string name) => $"{Root}{playerId}/command/{name}";

    /// <summary>Which player speaks, and of what. False for a topic that is not a player's word.</summary>
    public static bool TryRead(string topic, out string playerId, out YotoTopicKind kind)
    {
        (playerId, kind) = ("", default);
        if (!topic.StartsWith(Root, StringComparison.Ordinal)) return false;

        var end = topic.IndexOf('/', Root.Length);
        if (end <= Root.Length) return false;

        foreach (var (candidate, suffix) in FromPlayer)
        {
            if (!topic.AsSpan(end).SequenceEqual(suffix)) continue;
            (playerId, kind) = (topic[Root.Length..end], candidate);
            return true;
        }

        return false;
    }
}
