namespace YotoSmartStream.AudioFiles.Service.Editing;

/// <param name="At"><c>chapters</c> or <c>silence</c>.</param>
/// <param name="SilenceMilliseconds">A silence counts from this length on, 500 to 3,600,000; left out, 2,000.</param>
/// <param name="PartMilliseconds">No part becomes shorter, 1,000 to 3,600,000; left out, 5,000.</param>
internal sealed record SplitBody(string? At, int? SilenceMilliseconds, int? PartMilliseconds);

/// <param name="StartMilliseconds">Where the new file begins; left out, at the beginning.</param>
/// <param name="EndMilliseconds">Where it ends; left out, at the end. Without both, the silence at either end goes.</param>
/// <param name="FileName">Left out, named after the whole.</param>
internal sealed record TrimBody(long? StartMilliseconds, long? EndMilliseconds, string? FileName);

/// <param name="AudioFileIds">2 to 200 files in their order; one may come several times.</param>
/// <param name="GapMilliseconds">How long it is quiet between them, 0 to 60,000; left out, not at all.</param>
/// <param name="FileName">Left out, named after the first.</param>
internal sealed record JoinBody(IReadOnlyList<Guid>? AudioFileIds, int? GapMilliseconds, string? FileName);

/// <param name="Items">The parts in their order; each becomes ready on its own.</param>
internal sealed record AudioPartsView(IReadOnlyList<AudioFileView> Items);
