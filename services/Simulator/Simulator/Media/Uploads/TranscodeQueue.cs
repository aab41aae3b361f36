using System.Collections.Concurrent;
using System.Threading.Channels;
using YotoSmartStream.Simulation.Faults;

namespace YotoSmartStream.Simulation.Media.Uploads;

/// <summary>Converts uploads in the background, one after the other.</summary>
internal sealed class TranscodeQueue : IAsyncDisposable
{
    private const double UsualSlownessSeconds = 10;

    private readonly Transcoder _transcoder;
    private readonly MediaLibrary _media;
    private readonly FaultBoard _faults;
    private readonly SimulatedCloudOptions _options;
    private readonly ILogger _logger;
    private readonly Channel<AudioUpload> _waiting = Channel.CreateUnbounded<AudioUpload>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TranscodedAudio> _known = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _working;

    public TranscodeQueue(Transcoder transcoder, MediaLibrary media, FaultBoard faults, SimulatedCloudOptions options)
    {
        (_transcoder, _media, _faults, _options) = (transcoder, media, faults, options);
        _logger = options.LoggerFactory.CreateLogger<TranscodeQueue>();
        _working = WorkAsync();
    }

    public TranscodedAudio? FindKnown(string sha256) => _known.GetValueOrDefault(sha256);

    public void Add(AudioUpload upload) => _waiting.Writer.TryWrite(upload);

    public void Forget() => _known.Clear();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _working;
        _stopping.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var upload in _waiting.Reader.ReadAllAsync(_stopping.Token))
            {
                if (await TryConvertAsync(upload) is { } audio) upload.Complete(audio);
                else upload.Fail();
                File.Delete(upload.Path!);
            }
        }
        catch (OperationCanceledException)
        {
            // The cloud is closing.
        }
    }

    private async Task<TranscodedAudio?> TryConvertAsync(AudioUpload upload)
    {
        try
        {
            return await ConvertAsync(upload);
        }
        catch (IOException exception)
        {
            _logger.UploadFailed(upload.Id, exception);   // A full disk, most likely; the next upload may be smaller.
            return null;
        }
    }

    private async Task<TranscodedAudio?> ConvertAsync(AudioUpload upload)
    {
        upload.Report(0);
        if (_faults.StrikeAccount(FaultKind.TranscodeSlow, upload.OwnerId) is { } slow)
            await Task.Delay(slow.Duration(UsualSlownessSeconds), _options.TimeProvider, _stopping.Token);
        if (_faults.StrikeAccount(FaultKind.TranscodeFails, upload.OwnerId) is not null) return null;
        if (upload.AnnouncedSha256 is { } announced && announced != upload.Sha256) return null;

        if (FindKnown(upload.Sha256!) is { } known) return known;

        if (await _transcoder.ConvertAsync(upload.Path!, upload.Report, _stopping.Token) is not ({ } audio, { } path)) return null;
        _media.Add(new MediaFile(audio.Sha256, "audio/ogg", IsPrivate: true, new MediaContent.OnDisk(path)));
        return _known[upload.Sha256!] = audio;
    }
}

internal static partial class UploadLog
{
    [LoggerMessage(9201, LogLevel.Error, "Upload {UploadId} could not be kept.")]
    public static partial void UploadFailed(this ILogger logger, string uploadId, Exception exception);

    [LoggerMessage(9202, LogLevel.Warning, "A program for media failed: {Complaint}")]
    public static partial void MediaProgramFailed(this ILogger logger, string complaint);
}
