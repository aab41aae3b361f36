namespace YotoSmartStream.Simulation.Players;

/// <summary>Where each card was left. A card that has played to its end begins at the top again.</summary>
internal sealed class ResumePoints(PlayerClock clock)
{
    private readonly Dictionary<string, (string ChapterKey, string TrackKey, double Seconds, DateTimeOffset LeftAt)> _byCard = new(StringComparer.Ordinal);

    public void Remember(CardLayout card, TrackPlace place, double seconds) =>
        _byCard[card.CardId] = (card.ChapterAt(place).Key, card.TrackAt(place).Key, seconds, clock.Now);

    public void Forget(string cardId) => _byCard.Remove(cardId);

    public void ForgetAll() => _byCard.Clear();

    /// <summary>The place to go on from, unless the pause was longer than the card allows or the place is gone from it.</summary>
    public (TrackPlace Place, double Seconds) For(CardLayout card)
    {
        if (!_byCard.TryGetValue(card.CardId, out var left) || clock.Now - left.LeftAt > card.ResumeTimeout) return (TrackPlace.First, 0);
        return card.Find(left.ChapterKey, left.TrackKey) is { } place ? (place, left.Seconds) : (TrackPlace.First, 0);
    }
}
