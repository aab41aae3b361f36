using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Cards;

[EventName("card.card-changed.v1")]
public sealed record CardChanged(string CardId, string Title) : IntegrationEvent;

[EventName("card.card-deleted.v1")]
public sealed record CardDeleted(string CardId) : IntegrationEvent;

/// <summary>Somebody asked to write the card to a Yoto account. Card itself does the work when this is delivered, so it survives a restart.</summary>
[EventName("card.publication-requested.v1")]
public sealed record CardPublicationRequested(Guid PublicationId, string CardId, Guid YotoAccountId) : IntegrationEvent;

/// <summary>A card was written to a Yoto account and can be played there.</summary>
/// <param name="PublicationId">The publication.</param>
/// <param name="CardId">Our id: a slug or generated.</param>
/// <param name="YotoAccountId">The account that it was written to.</param>
/// <param name="YotoCardId">Yoto's id, five characters.</param>
/// <param name="StoryRevision">The frozen revision of the story; null for a card without a story.</param>
/// <param name="Layout">One of <see cref="CardLayouts"/>: how chapter keys relate to the story.</param>
[EventName("card.card-published.v1")]
public sealed record CardPublished(
    Guid PublicationId,
    string CardId,
    Guid YotoAccountId,
    string YotoCardId,
    int? StoryRevision,
    string Layout) : IntegrationEvent;

public static class CardLayouts
{
    /// <summary>The card's own tracks, one after the other.</summary>
    public const string Linear = "linear";

    /// <summary>Three chapters per story chapter: left bridge, the chapter, right bridge (yoto-cloud §5.4).</summary>
    public const string Triples = "triples";

    /// <summary>An interactive card that the player tells alone: each chapter is a state of the story (yoto-cloud §5.1).</summary>
    public const string Native = "native";

    /// <summary>An interactive card that the server decides: every choice rests in a short chapter until it is answered (story-model §4).</summary>
    public const string Sentinels = "sentinels";
}
