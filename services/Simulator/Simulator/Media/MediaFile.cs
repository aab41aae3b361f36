using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace YotoSmartStream.Simulation.Media;

/// <summary>A file that the cloud serves. Private ones are audio: they are reached through signed links only.</summary>
internal sealed record MediaFile(string Id, string ContentType, bool IsPrivate, MediaContent Content)
{
    /// <summary>43 characters: the SHA-256 of the bytes in base64url, which is how cards name media.</summary>
    public static string IdOf(ReadOnlySpan<byte> bytes) => Base64UrlEncoder.Encode(SHA256.HashData(bytes));

    public static MediaFile Public(byte[] bytes, string contentType) => new(IdOf(bytes), contentType, IsPrivate: false, new MediaContent.InMemory(bytes));
}

/// <summary>Where the bytes of a file are: small ones in memory, large ones on disk.</summary>
internal abstract record MediaContent
{
    public sealed record InMemory(byte[] Bytes) : MediaContent;

    public sealed record OnDisk(string Path) : MediaContent;

    /// <summary>The same bytes so many times in a row.</summary>
    public sealed record Repeated(byte[] Bytes, int Times) : MediaContent
    {
        public byte[] Whole()
        {
            var whole = new byte[Bytes.Length * Times];
            for (var time = 0; time < Times; time++) Bytes.CopyTo(whole, time * Bytes.Length);
            return whole;
        }
    }

    public IResult Serve(string contentType) => this switch
    {
        InMemory memory => Results.Bytes(memory.Bytes, contentType, enableRangeProcessing: true),
        Repeated repeated => Results.Bytes(repeated.Whole(), contentType, enableRangeProcessing: true),
        OnDisk disk => Results.File(disk.Path, contentType, enableRangeProcessing: true),
        _ => Results.NotFound(),
    };
}
