using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Players.Commands;

/// <summary>The chapters of a card as Yoto stores it, in order. Answers may be a few minutes old.</summary>
public interface IYotoCardOutlines
{
    /// <returns>404 or 403 when the account cannot read the card, such as one that was bought.</returns>
    Task<Result<CardOutline>> ReadAsync(TenantId tenant, Guid yotoAccountId, string yotoCardId, CancellationToken cancellationToken);
}

public sealed record CardOutline(IReadOnlyList<OutlinedChapter> Chapters)
{
    public OutlinedChapter? Find(string chapterKey) => Chapters.FirstOrDefault(chapter => chapter.Key == chapterKey);

    /// <summary>The chapter beside another, null at the border and for a chapter that is not there.</summary>
    public OutlinedChapter? Neighbour(string chapterKey, int step)
    {
        for (var index = 0; index < Chapters.Count; index++)
            if (Chapters[index].Key == chapterKey) return Chapters.ElementAtOrDefault(index + step);
        return null;
    }
}

/// <param name="Key">Exact: <c>"08"</c> is not <c>"8"</c>.</param>
/// <param name="FirstTrackKey">Exact.</param>
public sealed record OutlinedChapter(string Key, string FirstTrackKey);
