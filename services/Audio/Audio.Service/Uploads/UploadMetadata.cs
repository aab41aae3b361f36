using System.Text;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <summary>The header Upload-Metadata of tus: pairs of a key and a value in base64, separated by commas.</summary>
internal static class UploadMetadata
{
    private const int MaxLength = 4096;

    public static Result<Dictionary<string, string>> Parse(string header)
    {
        if (header.Length > MaxLength) return Malformed;
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (key, encoded) = pair.Split(' ', 2) is [var first, var second] ? (first, second) : (pair, "");
            var bytes = new byte[encoded.Length];
            if (!Convert.TryFromBase64String(encoded, bytes, out var length) || !pairs.TryAdd(key, Encoding.UTF8.GetString(bytes, 0, length))) return Malformed;
        }

        return pairs;
    }

    private static Error Malformed { get; } =
        Error.Invalid("upload.metadata", "Upload-Metadata holds pairs of a key and its value in base64, with commas between them. Send filename, and cardId if it is for a card.");
}
