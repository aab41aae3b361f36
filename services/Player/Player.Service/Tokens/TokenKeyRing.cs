using System.Security.Cryptography;
using Microsoft.Extensions.Options;

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

    /// <exception cref="OptionsValidationException">There is no key and no folder to keep one in, or a key is not 32 bytes.</exception>
    public static TokenKeyRing From(PlayerOptions options, string? dataFolder)
    {
        var current = options.TokenKey is { Length: > 0 } text ? Decode(text) : ReadOrMakeKeyFile(dataFolder);
        return new TokenKeyRing(current, [.. options.RetiredTokenKeys.Select(Decode)]);
    }

    private string Add(byte[] key)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));
        _keys[id] = key;
        return id;
    }

    private static byte[] Decode(string text)
    {
        var key = new byte[KeyBytes + 1];
        if (Convert.TryFromBase64String(text.Trim(), key, out var written) && written == KeyBytes) return key[..KeyBytes];
        throw Invalid($"Player:TokenKey must be {KeyBytes} bytes in base64 (openssl rand -base64 {KeyBytes}).");
    }

    private static byte[] ReadOrMakeKeyFile(string? dataFolder)
    {
        if (string.IsNullOrEmpty(dataFolder))
            throw Invalid($"Set Player:TokenKey to {KeyBytes} bytes in base64 (openssl rand -base64 {KeyBytes}); every replica needs the same.");

        var path = Path.Combine(dataFolder, KeyFile);
        if (!File.Exists(path)) MakeKeyFile(path);
        return Decode(File.ReadAllText(path));
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

    private static OptionsValidationException Invalid(string message) =>
        new(nameof(PlayerOptions), typeof(PlayerOptions), [message]);
}
