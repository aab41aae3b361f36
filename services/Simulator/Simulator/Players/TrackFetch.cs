namespace YotoSmartStream.Simulation.Players;

/// <summary>One track's audio as it was fetched over HTTP: what a test compares with what should have been played.</summary>
internal sealed class TrackFetch(int sequence, string url, string cardId, string chapterKey, string trackKey, long startedAtMicroseconds)
{
    public int Sequence { get; } = sequence;
    public string Url { get; } = url;
    public string CardId { get; } = cardId;
    public string ChapterKey { get; } = chapterKey;
    public string TrackKey { get; } = trackKey;
    public long StartedAtMicroseconds { get; } = startedAtMicroseconds;
    public long? EndedAtMicroseconds { get; set; }

    /// <summary>Status of the last response; nothing when no server answered.</summary>
    public int? Status { get; set; }

    public long Bytes { get; set; }

    /// <summary>What the server said the whole file has; nothing for a live stream.</summary>
    public long? ExpectedBytes { get; set; }

    /// <summary>How many requests it took: more than one when a connection broke and the rest was asked for with Range.</summary>
    public int Requests { get; set; }

    /// <summary>Every byte arrived.</summary>
    public bool Complete { get; set; }

    /// <summary>Hash of the bytes, once complete.</summary>
    public string? Sha256 { get; set; }

    public double? DurationSeconds { get; set; }

    public string? Error { get; set; }
}
