namespace YotoSmartStream.AudioFiles;

/// <summary>The insights of the scope's tenant; each goes with its audio file.</summary>
public interface IAudioInsights
{
    Task<AudioInsight?> FindAsync(Guid audioFileId, CancellationToken cancellationToken);

    /// <summary>Replaces one that an earlier conversion left.</summary>
    Task PutAsync(AudioInsight insight, CancellationToken cancellationToken);
}
