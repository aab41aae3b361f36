using System.Collections.Concurrent;
using System.Security.Cryptography;
using YotoSmartStream.Simulation.Accounts;

namespace YotoSmartStream.Simulation.Media.Uploads;

/// <summary>The uploads of all accounts, and which bytes are known already: the same file is never converted twice.</summary>
internal sealed class AudioUploads(WorkFolder folder, TranscodeQueue queue)
{
    public const long MostBytes = 1024L * 1024 * 1024;

    private readonly ConcurrentDictionary<string, AudioUpload> _uploads = new(StringComparer.Ordinal);

    public AudioUpload Begin(Account owner, string? sha256, string? fileName)
    {
        var upload = new AudioUpload(Identifiers.Text(43), owner.Id, fileName, sha256?.ToLowerInvariant());
        if (upload.AnnouncedSha256 is { } announced && queue.FindKnown(announced) is { } audio) upload.KnownAs(audio);
        _uploads[upload.Id] = upload;
        return upload;
    }

    public AudioUpload? Find(string id) => _uploads.GetValueOrDefault(id);

    /// <summary>Takes the bytes as they arrive, hashes them, and hands them on; false when they are too many.</summary>
    public async Task<bool> ReceiveAsync(AudioUpload upload, Stream body, CancellationToken cancellationToken)
    {
        var path = folder.NewFile("upload");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var file = File.Create(path))
        {
            var piece = new byte[64 * 1024];
            int length;
            while ((length = await body.ReadAsync(piece, cancellationToken)) > 0)
            {
                if (file.Length + length > MostBytes) return false;
                hash.AppendData(piece.AsSpan(0, length));
                await file.WriteAsync(piece.AsMemory(0, length), cancellationToken);
            }
        }
        upload.Receive(path, Convert.ToHexStringLower(hash.GetHashAndReset()));
        queue.Add(upload);
        return true;
    }

    public void Clear()
    {
        _uploads.Clear();
        queue.Forget();
    }
}
