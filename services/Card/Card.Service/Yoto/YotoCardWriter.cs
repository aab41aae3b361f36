using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Cards.Publications;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.YotoCloud.Rest;

namespace YotoSmartStream.Cards.Service.Yoto;

internal sealed class YotoCardWriter(YotoApiClient yoto) : IYotoCardWriter
{
    public Task<Result<string>> WriteAsync(
        YotoAccessToken token, CardDocument document, string? yotoCardId, CancellationToken cancellationToken) =>
        yoto.WriteCardAsync(token.Token, StreamingCard.Of(document, yotoCardId), cancellationToken);
}

/// <summary>
/// The document as a streaming card of Yoto's (yoto-cloud §2.7, §2.12): never stored on the player, so that what is heard is always
/// what we serve, and with the knob free to move between chapters, because that is how a child chooses.
/// </summary>
internal static class StreamingCard
{
    private const int ResumeTimeoutSeconds = 30 * 24 * 60 * 60;

    public static YotoCard Of(CardDocument document, string? yotoCardId) => new(
        yotoCardId,
        document.Title,
        new YotoCardContent([.. document.Chapters.Select(Chapter)], Config),
        new YotoCardMetadata(
            document.Description,
            new YotoMedia(document.Chapters.Sum(chapter => chapter.DurationSeconds), document.Chapters.Sum(chapter => chapter.SizeBytes), HasStreams: true)));

    private static YotoCardConfig Config => new(
        ResumeTimeoutSeconds, OnlineOnly: true, Autoadvance: "next", DisableTrackNav: false, DisableChapterNav: false);

    private static YotoChapter Chapter(DocumentChapter chapter) => new(
        chapter.Key, chapter.Title, chapter.Label, [Track(chapter)], chapter.DurationSeconds, chapter.SizeBytes, HasStreams: true);

    private static YotoTrack Track(DocumentChapter chapter) => new(
        chapter.Key,
        chapter.Title,
        Type: "stream",
        chapter.Url,
        Format: "mp3",
        chapter.Label,
        chapter.DurationSeconds,
        chapter.SizeBytes,
        chapter.Channels == 1 ? "mono" : "stereo");
}
