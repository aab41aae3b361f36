using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using YotoSmartStream.AudioFiles.Service.Storage;
using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.AudioFiles.Service.Streaming;

/// <summary>
/// Where the stream keys come from: the settings, or a key file that is made at the first start. In the file each line is a key; the
/// first signs, so a key is rotated by putting a new line on top.
/// </summary>
internal sealed class StreamKeys(IOptions<AudioOptions> options, IOptions<DatabaseOptions> data, IConfiguration configuration, ILogger<StreamKeys> logger)
{
    private const string FileName = "audio-stream.key";

    public StreamKeyRing Load()
    {
        if (options.Value.StreamKey is { Length: > 0 } key) return Parse("Audio:StreamKey", [key, .. options.Value.PreviousStreamKeys]);

        // Replicas that each made a key of their own would refuse one another's URLs.
        if (configuration.GetConnectionString("audio") is not null)
            throw new InvalidOperationException("Set Audio:StreamKey to the base64 of 32 random bytes, the same for every replica: it signs the stream URLs.");

        return Parse(FileName, File.ReadAllLines(FindOrMakeFile()));
    }

    private string FindOrMakeFile()
    {
        var path = Path.GetFullPath(Path.Combine(data.Value.Folder, FileName));
        if (File.Exists(path)) return path;

        PrivateFiles.CreateDirectory(data.Value.Folder);
        var unfinished = $"{path}.{Guid.CreateVersion7():N}";
        using (var file = PrivateFiles.Create(unfinished))
        {
            using var writer = new StreamWriter(file);
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(StreamKeyRing.MinimumKeyBytes)));
        }

        PrivateFiles.MoveDurably(unfinished, path);
        logger.StreamKeyMade(path);
        return path;
    }

    private static StreamKeyRing Parse(string source, IEnumerable<string> lines)
    {
        try
        {
            return new([.. lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => Convert.FromBase64String(line.Trim()))]);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new InvalidOperationException($"The stream keys in {source} must each be the base64 of at least {StreamKeyRing.MinimumKeyBytes} bytes.", exception);
        }
    }
}
