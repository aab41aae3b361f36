using System.Text;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Authoring;

/// <summary>Fetches the stories that a story includes, and those that they include (I1).</summary>
public sealed class IncludedStories(IStories stories)
{
    /// <returns>Those that exist; the others are said when the story is read.</returns>
    public async Task<IReadOnlyList<IncludedStory>> FetchAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        var found = new List<IncludedStory>();
        var level = IncludesOf(document);
        for (var depth = 0; depth < StoryLimits.IncludeDepth && level.Count > 0; depth++)
        {
            var next = new List<(string, int?)>();
            foreach (var (story, revision) in level.Distinct())
            {
                if (found.Count == StoryLimits.Includes || found.Any(included => included.Story == story && included.Revision == revision))
                    continue;
                if (await DocumentOfAsync(story, revision, cancellationToken) is not { } text)
                    continue;
                found.Add(new IncludedStory(story, revision, text));
                next.AddRange(IncludesOf(Encoding.UTF8.GetBytes(text)));
            }

            level = next;
        }

        return found;
    }

    public async Task<StoryLibrary> LibraryAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken) =>
        StoryLibrary.Of((await FetchAsync(document, cancellationToken)).Select(included => (included.Story, included.Revision, included.Document)));

    private static List<(string Story, int? Revision)> IncludesOf(ReadOnlyMemory<byte> document) =>
        [.. StoryDraft.Read(document).Script?.Includes.Select(include => (include.Story, include.Revision)) ?? []];

    private async Task<string?> DocumentOfAsync(string story, int? revision, CancellationToken cancellationToken) => revision is { } frozen
        ? (await stories.FindRevisionAsync(story, frozen, cancellationToken))?.Document
        : (await stories.FindAsync(story, cancellationToken))?.Document;
}
