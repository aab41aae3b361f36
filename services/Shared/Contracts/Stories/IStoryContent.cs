using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Stories;

/// <summary>The frozen revision of a card's story and how it is laid out as chapters of a Yoto card. Card pulls it when it publishes.</summary>
[Port("script")]
public interface IStoryContent
{
    /// <summary>Freezes the saved story (once per content: the same content keeps its revision).</summary>
    /// <returns>404 <c>story.not-found</c> when the card has none; 409 <c>story.unpublishable</c> naming every chapter and audio at fault.</returns>
    Task<Result<FrozenStory>> FreezeAsync(FreezeStoryContent request, CancellationToken cancellationToken);
}

/// <param name="TenantId">Whose card.</param>
/// <param name="CardId">Our card.</param>
/// <param name="AllowInteractive">False where Yoto is known to strip the jumps of an interactive card: then the server steers (yoto-cloud §5.3).</param>
public sealed record FreezeStoryContent(Guid? TenantId, string CardId, bool AllowInteractive = true) : IPortRequest;

/// <param name="CardId">Our card.</param>
/// <param name="Revision">Grows by one with each changed content.</param>
/// <param name="Title">The story's title.</param>
/// <param name="Layout">One of <see cref="Cards.CardLayouts"/>.</param>
/// <param name="Slots">The card's chapters, in order.</param>
public sealed record FrozenStory(string CardId, int Revision, string Title, string Layout, IReadOnlyList<StorySlot> Slots);

/// <summary>One chapter of the Yoto card, with one track of the same key.</summary>
/// <param name="Key">Chapter key and track key, exact (yoto-cloud §2.7).</param>
/// <param name="Title">Shown in Yoto's app.</param>
/// <param name="Role"><c>left-bridge</c>, <c>chapter</c>, <c>right-bridge</c>, <c>sentinel</c> or <c>rest</c>.</param>
/// <param name="StoryChapter">The story's chapter that this slot belongs to.</param>
/// <param name="AudioFileId">What it plays.</param>
/// <param name="Jumps">On an interactive card: where the player goes from here by itself; null on a linear one.</param>
public sealed record StorySlot(string Key, string Title, string Role, string StoryChapter, Guid AudioFileId, SlotJumps? Jumps = null);

/// <summary>Keys that the player jumps to by itself (yoto-cloud §5.1).</summary>
/// <param name="OnLeft">Null for a button that does nothing.</param>
/// <param name="OnRight">Null for a button that does nothing.</param>
/// <param name="OnEnd">Null for a stop, after which the buttons stay armed.</param>
public sealed record SlotJumps(string? OnLeft, string? OnRight, string? OnEnd);
