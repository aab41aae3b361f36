using System.Security.Cryptography;

namespace YotoSmartStream.Players.Service.Tokens;

/// <summary>The key that seals, and those that still open.</summary>
internal sealed class TokenKeyRing
{
    private const int KeyBytes = 32;
    private const string KeyFile = "player-token.key";

    private readonly Dictionary<string, byte[]> _keys = [];

    public TokenKeyRing(byte[] current, params ReadOnlySpan<byte[]> retired)
    {
        CurrentId = Add(current);
        foreach (var key in retired) Add(key);
    }

    /// <summary>Names the key that seals; it stands in what it sealed.</summary>
    public string CurrentId { get; }

    public byte[]? Find(string keyId) => _keys.GetValueOrDefault(keyId);

    /// <summary>Whether the settings name usable keys, or a folder to make one in; checked when the process starts.</summary>
    public static bool CanBeMadeFrom(PlayerOptions options, string? dataFolder) =>
        (options.TokenKey is null ? dataFolder is { Length: > 0 } : Decode(options.TokenKey) is not null)
        && options.RetiredTokenKeys.All(key => Decode(key) is not null);

    public static TokenKeyRing From(PlayerOptions options, string? dataFolder) => new(
        Decode(options.TokenKey ?? ReadOrMakeKeyFile(dataFolder!)) ?? throw new InvalidDataException($"{KeyFile} holds no key."),
        [.. options.RetiredTokenKeys.Select(key => Decode(key)!)]);

    private string Add(byte[] key)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));
        _keys[id] = key;
        return id;
    }

    private static byte[]? Decode(string text)
    {
        var key = new byte[KeyBytes + 1];
        return Convert.TryFromBase64String(text.Trim(), key, out var written) && written == KeyBytes ? key[..KeyBytes] : null;
    }

    private static string ReadOrMakeKeyFile(string dataFolder)
    {
        var path = Path.Combine(dataFolder, KeyFile);
        if (!File.Exists(path)) MakeKeyFile(path);
        return File.ReadAllText(path);
    }

    /// <summary>Written beside its place and moved there whole: a crash leaves no half key that would lock every account out.</summary>
    private static void MakeKeyFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.CreateVersion7():N}";
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, create))
        {
            using var writer = new StreamWriter(file);
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
    }
}
