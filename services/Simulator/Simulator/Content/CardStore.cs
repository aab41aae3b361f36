using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Accounts;

namespace YotoSmartStream.Simulation.Content;

/// <summary>Every card in the cloud, by its id of five characters.</summary>
internal sealed class CardStore(SimulatedCloudOptions options)
{
    private readonly ConcurrentDictionary<string, Card> _cards = new(StringComparer.Ordinal);

    public Card? Find(string cardId) => _cards.GetValueOrDefault(cardId);

    /// <summary>A card that this account may read and play, if there is one.</summary>
    public Card? FindFor(Account account, string cardId) => Find(cardId) is { } card && card.OwnerId == account.Id ? card : null;

    public IReadOnlyList<Card> OwnedBy(Account account) => [.. _cards.Values.Where(card => card.OwnerId == account.Id).OrderBy(card => card.CreatedAt)];

    public Card Create(Account owner, JsonObject document)
    {
        var now = options.TimeProvider.GetUtcNow();
        Card card;
        do card = new Card(Identifiers.Card(), owner.Id, document, now, now);
        while (!_cards.TryAdd(card.Id, card));
        return card;
    }

    /// <summary>Replaces the document. The id stays, so a physical card that is linked to it plays the new content.</summary>
    public Card Replace(Card card, JsonObject document) => _cards[card.Id] = card with { Document = document, UpdatedAt = options.TimeProvider.GetUtcNow() };

    public void Delete(Card card) => _cards.TryRemove(card.Id, out _);

    public void Clear() => _cards.Clear();
}
