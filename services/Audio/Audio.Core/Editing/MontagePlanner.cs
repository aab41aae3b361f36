namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>Looks up what a file is made of, as long as there is a scope to do so.</summary>
public sealed class MontagePlanner(IAudioFiles files, IAudioInsights insights)
{
    /// <returns>Null for a file that was uploaded.</returns>
    public async Task<Montage?> PlanAsync(AudioFile file, CancellationToken cancellationToken)
    {
        if (file.Excerpts.Count == 0) return null;
        var sources = (await files.FindAllAsync([.. file.Excerpts.Select(excerpt => excerpt.AudioFileId).Distinct()], cancellationToken)).ToDictionary(source => source.Id);
        var parts = new List<MontagePart>();
        foreach (var excerpt in file.Excerpts)
        {
            parts.Add(sources.TryGetValue(excerpt.AudioFileId, out var source)
                ? MontagePart.Of(excerpt, source, await ChaptersOfAsync(source.Id, cancellationToken))
                : MontagePart.Gone(excerpt));
        }

        return new(parts, file.SourceChannels);
    }

    private async Task<IReadOnlyList<EmbeddedChapter>> ChaptersOfAsync(Guid id, CancellationToken cancellationToken) =>
        (await insights.FindAsync(id, cancellationToken))?.Chapters ?? [];
}
