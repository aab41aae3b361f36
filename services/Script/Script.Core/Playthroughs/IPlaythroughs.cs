namespace YotoSmartStream.Stories.Playthroughs;

public interface IPlaythroughs
{
    /// <summary>This child's way through the card's story on this player.</summary>
    Task<Playthrough?> FindAsync(string playerId, string cardId, string child, CancellationToken cancellationToken);

    Task<Playthrough?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Those whose card is in this player as far as is known: one, or a few after lost news.</summary>
    Task<IReadOnlyList<Playthrough>> FindPresentAsync(string playerId, CancellationToken cancellationToken);

    void Add(Playthrough playthrough);

    /// <summary>Writes down the steps that the playthrough has taken since it was loaded.</summary>
    void Record(Playthrough playthrough);
}

/// <summary>Frozen stories, compiled and laid out.</summary>
public interface IPublishedStories
{
    /// <param name="cardId">Our card.</param>
    /// <param name="revision">The frozen revision.</param>
    /// <param name="layout">One of <see cref="Contracts.Cards.CardLayouts"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when the story has gone.</returns>
    Task<PublishedStory?> FindAsync(string cardId, int revision, string layout, CancellationToken cancellationToken);
}
