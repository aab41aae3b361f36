using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.Identities.Service.Tokens;

/// <summary>
/// AES-256-GCM around what the database must not tell in plain. The key comes from the configuration, or from a file that only
/// this user can read.
/// </summary>
internal sealed class KeyProtection(IOptions<IdentityOptions> options, IOptions<DatabaseOptions> data)
{
    private const int KeyBytes = 32;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    private readonly Lazy<byte[]> _key = new(() => options.Value.KeyProtectionKey is { } given
        ? ReadKey(given, "Identity:KeyProtectionKey")
        : OwnKey(data.Value.Folder));

    /// <param name="plain">What to hide.</param>
    /// <param name="context">Bound to the result: it cannot be read as something else's.</param>
    public byte[] Protect(byte[] plain, string context)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var tag = new byte[TagBytes];
        var cipher = new byte[plain.Length];
        using var aes = new AesGcm(_key.Value, TagBytes);
        aes.Encrypt(nonce, plain, cipher, tag, Encoding.UTF8.GetBytes(context));
        return [.. nonce, .. tag, .. cipher];
    }

    public byte[] Unprotect(byte[] hidden, string context)
    {
        var nonce = hidden.AsSpan(0, NonceBytes);
        var tag = hidden.AsSpan(NonceBytes, TagBytes);
        var cipher = hidden.AsSpan(NonceBytes + TagBytes);
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(_key.Value, TagBytes);
        aes.Decrypt(nonce, cipher, tag, plain, Encoding.UTF8.GetBytes(context));
        return plain;
    }

    private static byte[] OwnKey(string folder)
    {
        var file = Path.Combine(folder, "identity.key");
        if (!File.Exists(file)) WriteNewKey(folder, file);
        return ReadKey(File.ReadAllText(file), file);
    }

    private static void WriteNewKey(string folder, string file)
    {
        Directory.CreateDirectory(folder);
        var draft = $"{file}.{Guid.CreateVersion7():N}";
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, create)) writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
        File.Move(draft, file);   // All of it or nothing, whenever the power goes.
    }

    private static byte[] ReadKey(string base64, string source)
    {
        var key = Convert.FromBase64String(base64.Trim());
        return key.Length == KeyBytes ? key : throw new InvalidOperationException($"{source} must hold {KeyBytes} bytes in Base64, not {key.Length}.");
    }
}
