using YotoSmartStream.Cards.Publications;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.YotoCloud.Rest;

namespace YotoSmartStream.Cards.Service.Yoto;

/// <summary>
/// The document as a streaming card of Yoto's (yoto-cloud §2.7, §2.12). A linear one is never stored on the player, so that what is heard
/// is always what we serve, and leaves the knob free to move between chapters, because that is how a child chooses. An interactive one
/// is stored, so that it plays without a network, and moves by its jumps alone (§5.1).
/// </summary>
internal static class StreamingCard
{
    private const int ResumeTimeoutSeconds = 30 * 24 * 60 * 60;

    public static YotoCard Of(CardDocument document, string? yotoCardId) => new(
        yotoCardId,
        document.Title,
        document.IsInteractive ? Interactive(document) : Linear(document),
        new YotoCardMetadata(
            document.Description,
            new YotoMedia(document.Chapters.Sum(chapter => chapter.DurationSeconds), document.Chapters.Sum(chapter => chapter.SizeBytes), HasStreams: true)));

    private static YotoCardContent Linear(CardDocument document) => new(
        [.. document.Chapters.Select(Chapter)],
        new YotoCardConfig(ResumeTimeoutSeconds, OnlineOnly: true, Autoadvance: "next", DisableTrackNav: false, DisableChapterNav: false));

    private static YotoCardContent Interactive(CardDocument document) => new(
        [.. document.Chapters.Select(Chapter)],
        new YotoCardConfig(ResumeTimeoutSeconds, OnlineOnly: false, Autoadvance: "none", DisableTrackNav: true, DisableChapterNav: true))
    {
        PlaybackType = "interactive",
        EditSettings = new YotoEditSettings(InteractiveContent: true),
    };

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
        chapter.Channels == 1 ? "mono" : "stereo")
    {
        Events = EventsOf(chapter.Jumps),
    };

    private static YotoTrackEvents? EventsOf(SlotJumps? jumps) =>
        jumps is null ? null : new YotoTrackEvents(GoTo(jumps.OnLeft), GoTo(jumps.OnRight), GoTo(jumps.OnEnd) ?? YotoJump.Stop);

    private static YotoJump? GoTo(string? key) => key is null ? null : YotoJump.GoTo(key);
}
