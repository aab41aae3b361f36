namespace YotoSmartStream.Stories.Authoring;

public interface IStories
{
    Task<Story?> FindAsync(string cardId, CancellationToken cancellationToken);

    /// <summary>The revision with exactly this content.</summary>
    Task<StoryRevision?> FindRevisionAsync(string cardId, string contentHash, CancellationToken cancellationToken);

    Task<StoryRevision?> FindRevisionAsync(string cardId, int revision, CancellationToken cancellationToken);

    void Add(Story story);

    void Add(StoryRevision revision);
}
