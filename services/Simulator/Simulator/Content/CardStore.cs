using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Accounts;

namespace YotoSmartStream.Simulation.Content;

/// <summary>Every card in the cloud, by its id of five characters. A deleted card is kept only for lists that ask for deleted ones.</summary>
internal sealed class CardStore(SimulatedCloudOptions options)
{
    private readonly ConcurrentDictionary<string, Card> _cards = new(StringComparer.Ordinal);
    private long _lastSequence;

    public Card? Find(string cardId) => _cards.TryGetValue(cardId, out var card) && !card.IsDeleted ? card : null;

    /// <summary>A card that this account may read and play, if there is one.</summary>
    public Card? FindFor(Account account, string cardId) => Find(cardId) is { } card && card.OwnerId == account.Id ? card : null;

    public IReadOnlyList<Card> OwnedBy(Account account, bool withDeleted = false) =>
        [.. _cards.Values.Where(card => card.OwnerId == account.Id && (withDeleted || !card.IsDeleted)).OrderBy(card => card.Sequence)];

    public Card Create(Account owner, JsonObject document)
    {
        var now = options.TimeProvider.GetUtcNow();
        var sequence = Interlocked.Increment(ref _lastSequence);
        Card card;
        do card = new Card(Identifiers.Card(), owner.Id, document, now, now) { Sequence = sequence };
        while (!_cards.TryAdd(card.Id, card));
        return card;
    }

    /// <summary>Replaces the document. The id stays, so a physical card that is linked to it plays the new content.</summary>
    public Card Replace(Card card, JsonObject document) => _cards[card.Id] = card with { Document = document, UpdatedAt = options.TimeProvider.GetUtcNow() };

    public void Delete(Card card) => _cards[card.Id] = card with { IsDeleted = true, UpdatedAt = options.TimeProvider.GetUtcNow() };

    public void Clear() => _cards.Clear();
}
