using Microsoft.EntityFrameworkCore;

namespace YotoSmartStream.AudioFiles.Service.Persistence;

internal sealed class AudioInsightRepository(AudioDbContext database) : IAudioInsights
{
    public Task<AudioInsight?> FindAsync(Guid audioFileId, CancellationToken cancellationToken) =>
        database.AudioInsights.AsNoTracking().FirstOrDefaultAsync(insight => insight.AudioFileId == audioFileId, cancellationToken);

    public async Task PutAsync(AudioInsight insight, CancellationToken cancellationToken)
    {
        if (await database.AudioInsights.AsNoTracking().AnyAsync(known => known.AudioFileId == insight.AudioFileId, cancellationToken)) database.AudioInsights.Update(insight);
        else database.AudioInsights.Add(insight);
    }
}
