namespace YotoSmartStream.Simulation.Media.Uploads;

/// <summary>Audio as the cloud has converted it: what a card's track is written from.</summary>
internal sealed record TranscodedAudio(
    string Sha256,
    double DurationSeconds,
    string Codec,
    string Format,
    int SampleRate,
    string Channels,
    int Bitrate,
    long FileSize,
    string? Title,
    DateTimeOffset At);

internal enum UploadPhase { AwaitingBytes, Queued, Transcoding, Complete, Failed }

/// <summary>One upload on its way from a URL to playable audio.</summary>
internal sealed class AudioUpload(string id, string ownerId, string? fileName, string? announcedSha256)
{
    private readonly Lock _gate = new();
    private UploadPhase _phase;
    private int _percent;
    private bool _wasSeenWorking;

    public string Id { get; } = id;
    public string OwnerId { get; } = ownerId;
    public string? FileName { get; } = fileName;

    /// <summary>The hash that the client announced; other bytes are refused.</summary>
    public string? AnnouncedSha256 { get; } = announcedSha256;

    public string? Sha256 { get; private set; }
    public string? Path { get; private set; }
    public TranscodedAudio? Audio { get; private set; }

    /// <summary>Takes the upload for one delivery of bytes; a second one is refused.</summary>
    public bool TryBeginReceiving()
    {
        lock (_gate)
        {
            if (_phase is not UploadPhase.AwaitingBytes || Path is not null) return false;
            Path = "";
            return true;
        }
    }

    public void AbandonReceiving()
    {
        lock (_gate) Path = null;
    }

    public void Receive(string path, string sha256)
    {
        lock (_gate) (Path, Sha256, _phase) = (path, sha256, UploadPhase.Queued);
    }

    public void Report(int percent)
    {
        lock (_gate) (_phase, _percent) = (UploadPhase.Transcoding, Math.Clamp(percent, _percent, 99));
    }

    public void Complete(TranscodedAudio audio)
    {
        lock (_gate) (Audio, _phase) = (audio, UploadPhase.Complete);
    }

    /// <summary>The bytes were known before: there is nothing to send and nothing to wait for.</summary>
    public AudioUpload KnownAs(TranscodedAudio audio)
    {
        lock (_gate) (Audio, Sha256, _phase, _wasSeenWorking) = (audio, AnnouncedSha256, UploadPhase.Complete, true);
        return this;
    }

    public void Fail()
    {
        lock (_gate) _phase = UploadPhase.Failed;
    }

    /// <summary>What a poll sees. Even the shortest file is seen being worked on once, as clients of the real cloud always do.</summary>
    public (UploadPhase Phase, int Percent) Poll()
    {
        lock (_gate)
        {
            if (_phase is not UploadPhase.Complete || _wasSeenWorking) return (_phase, _percent);
            _wasSeenWorking = true;
            return (UploadPhase.Transcoding, _percent);
        }
    }
}
