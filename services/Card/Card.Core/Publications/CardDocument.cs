using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;

namespace YotoSmartStream.Cards.Publications;

/// <summary>A card as Yoto is to have it: chapters of one streamed track each.</summary>
public sealed record CardDocument(string Title, string? Description, IReadOnlyList<DocumentChapter> Chapters)
{
    /// <summary>The player jumps between the chapters by itself.</summary>
    public bool IsInteractive => Chapters.Any(chapter => chapter.Jumps is not null);

    /// <param name="card">Names it.</param>
    /// <param name="layout">Its chapters.</param>
    /// <param name="audio">What is known about each chapter's audio, in order.</param>
    /// <param name="urls">Where each chapter's audio is streamed from, in order.</param>
    public static CardDocument Of(Card card, CardLayout layout, IReadOnlyList<AudioFact> audio, IReadOnlyList<string> urls) => new(
        Cards.Title.Shorten(card.Title),
        card.Description,
        [.. layout.Slots.Select((slot, index) => new DocumentChapter(
            slot.Key,
            Cards.Title.Shorten(slot.Title),
            slot.Label,
            urls[index],
            Seconds(audio[index].DurationMilliseconds),
            audio[index].SizeBytes,
            audio[index].Channels,
            slot.Jumps))]);

    private static long Seconds(long milliseconds) => Math.Max(1, (milliseconds + 500) / 1_000);
}

/// <param name="Key">Of the chapter and of its only track.</param>
/// <param name="Title">Shown in Yoto's app.</param>
/// <param name="Label">Shown on the player's display.</param>
/// <param name="Url">Streams MP3.</param>
/// <param name="DurationSeconds">At least 1.</param>
/// <param name="SizeBytes">Of the stream.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="Jumps">On an interactive card: where the player goes from here.</param>
public sealed record DocumentChapter(
    string Key, string Title, string Label, string Url, long DurationSeconds, long SizeBytes, int Channels, SlotJumps? Jumps);

/// <summary>Writes cards into a Yoto account.</summary>
public interface IYotoCardWriter
{
    /// <param name="token">Of the account.</param>
    /// <param name="document">The whole card.</param>
    /// <param name="yotoCardId">The card to replace, null to create one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Yoto's id of the card; 404 or 403 when the card to replace is not (or no longer) the account's.</returns>
    Task<Result<string>> WriteAsync(YotoAccessToken token, CardDocument document, string? yotoCardId, CancellationToken cancellationToken);

    /// <summary>Reads an interactive card back.</summary>
    /// <returns>Whether every chapter still has the jumps that were written.</returns>
    Task<Result<bool>> KeepsJumpsAsync(YotoAccessToken token, CardDocument document, string yotoCardId, CancellationToken cancellationToken);
}
