namespace YotoSmartStream.AudioFiles.Service;

/// <summary>An audio file as people and programs see it; storage keys and hashes stay inside.</summary>
/// <param name="Id">The audio file.</param>
/// <param name="FileName">As uploaded.</param>
/// <param name="State"><c>received</c>, <c>converting</c>, <c>quarantined</c> (the malware scanner does not answer), <c>ready</c> or <c>rejected</c>.</param>
/// <param name="ProgressPercent">Of the conversion.</param>
/// <param name="DurationMilliseconds">0 until it is ready.</param>
/// <param name="SizeBytes">Of what is played; 0 until it is ready.</param>
/// <param name="Channels">1 or 2; 0 until it is ready.</param>
/// <param name="HasCover">Whether <c>/api/audio/{id}/cover</c> shows a picture.</param>
/// <param name="Code">Why it was rejected, for programs.</param>
/// <param name="Message">Why it was rejected, in a sentence.</param>
/// <param name="ReceivedAt">UTC.</param>
internal sealed record AudioFileView(
    Guid Id,
    string FileName,
    string State,
    int ProgressPercent,
    long DurationMilliseconds,
    long SizeBytes,
    int Channels,
    bool HasCover,
    string? Code,
    string? Message,
    DateTimeOffset ReceivedAt)
{
    public static AudioFileView Of(AudioFile file) => new(
        file.Id,
        file.FileName.Value,
        file.IsQuarantined ? "quarantined" : file.State.ToString().ToLowerInvariant(),
        file.ProgressPercent,
        file.DurationMilliseconds,
        file.SizeBytes,
        file.Channels,
        file.CoverSha256 is not null,
        file.RejectionCode,
        file.RejectionMessage,
        file.ReceivedAt);
}

/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">For <c>?cursor=</c>; null on the last page.</param>
internal sealed record AudioFilePage(IReadOnlyList<AudioFileView> Items, string? NextCursor);
