using System.Security.Cryptography;

namespace YotoSmartStream.AudioFiles;

/// <summary>Reads every rendition of the tenant whole and compares it with what its row says (failures I4).</summary>
public sealed record VerifyObjects;

/// <param name="Checked">How many renditions were read.</param>
/// <param name="Bytes">How many bytes that was.</param>
/// <param name="Faults">Those that cannot be played as their rows say.</param>
public sealed record VerifiedObjects(int Checked, long Bytes, IReadOnlyList<ObjectFault> Faults);

/// <param name="AudioFileId">The file.</param>
/// <param name="FileName">As uploaded.</param>
/// <param name="Problem"><c>missing</c> or <c>damaged</c>.</param>
public sealed record ObjectFault(Guid AudioFileId, string FileName, string Problem);

public sealed class VerifyObjectsHandler(IAudioFiles files, IAudioObjects objects)
{
    private const int PageSize = 100;

    public async Task<VerifiedObjects> HandleAsync(VerifyObjects command, CancellationToken cancellationToken)
    {
        var (count, bytes, faults) = (0, 0L, new List<ObjectFault>());
        for (Guid? last = null; ;)
        {
            var page = await files.ListAsync(last, PageSize, cancellationToken);
            foreach (var file in page.Where(file => file.State == AudioState.Ready))
            {
                (count, bytes) = (count + 1, bytes + file.SizeBytes);
                if (await FaultOfAsync(file, cancellationToken) is { } problem) faults.Add(new(file.Id, file.FileName.Value, problem));
            }

            if (page.Count < PageSize) return new(count, bytes, faults);
            last = page[^1].Id;
        }
    }

    private async Task<string?> FaultOfAsync(AudioFile file, CancellationToken cancellationToken)
    {
        await using var stored = await objects.OpenAsync(file.RenditionKey!, file.SizeBytes, cancellationToken);
        if (stored is null) return "missing";
        try
        {
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(stored, cancellationToken));
            return sha256 == file.RenditionSha256 ? null : "damaged";
        }
        catch (IOException)
        {
            return "damaged";
        }
    }
}
