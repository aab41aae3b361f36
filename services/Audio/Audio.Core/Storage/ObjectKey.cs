using System.Text.RegularExpressions;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>
/// The name of a stored object: tenant, content hash, and the one audio file that it belongs to. Because no two files share an
/// object, deleting one never takes another's bytes; because the hash is in the name, an object is never overwritten.
/// </summary>
public sealed partial record ObjectKey
{
    private const string Original = "original";
    private const string Mp3 = "mp3";
    private const string Cover = "cover";
    private const string Part = "part";

    private ObjectKey(string value) => Value = value;

    public string Value { get; }

    public TenantId Tenant { get; private init; }

    public Guid AudioFileId { get; private init; }

    public string Sha256 { get; private init; } = "";

    /// <summary>Of a part: the upload that it belongs to.</summary>
    public Guid UploadId { get; private init; }

    /// <summary>Of a part: itself.</summary>
    public Guid PartId { get; private init; }

    private string Kind { get; init; } = "";

    public bool IsOriginal => Kind == Original;

    public bool IsRendition => Kind == Mp3;

    public bool IsCover => Kind == Cover;

    public bool IsUploadPart => Kind == Part;

    public static ObjectKey ForSource(TenantId tenant, Guid audioFileId, string sha256) => Of(tenant, audioFileId, sha256, Original);

    public static ObjectKey ForRendition(TenantId tenant, Guid audioFileId, string sha256) => Of(tenant, audioFileId, sha256, Mp3);

    public static ObjectKey ForCover(TenantId tenant, Guid audioFileId, string sha256) => Of(tenant, audioFileId, sha256, Cover);

    /// <summary>A portion of a resumable upload; it goes when the upload is finished or expires.</summary>
    public static ObjectKey ForUploadPart(TenantId tenant, Guid uploadId, Guid partId) =>
        new($"{PrefixOf(tenant)}uploads/{uploadId:N}.{partId:N}.{Part}") { Tenant = tenant, UploadId = uploadId, PartId = partId, Kind = Part };

    /// <summary>What all keys of a tenant begin with.</summary>
    public static string PrefixOf(TenantId tenant) => $"{tenant.Value:N}/";

    public override string ToString() => Value;

    /// <summary>Reads a name that a store lists; null when it is none of ours.</summary>
    public static ObjectKey? Parse(string value)
    {
        if (PartShape.Match(value) is { Success: true } part) return ForUploadPart(new(IdIn(part, 1)), IdIn(part, 2), IdIn(part, 3));
        if (Shape.Match(value) is not { Success: true } match) return null;
        var key = Of(new(IdIn(match, 1)), IdIn(match, 3), match.Groups[2].Value, match.Groups[4].Value);
        return key.Value == value ? key : null;
    }

    [GeneratedRegex("^([0-9a-f]{32})/[0-9a-f]{2}/([0-9a-f]{64})\\.([0-9a-f]{32})\\.([a-z0-9-]+)$")]
    private static partial Regex Shape { get; }

    [GeneratedRegex("^([0-9a-f]{32})/uploads/([0-9a-f]{32})\\.([0-9a-f]{32})\\.part$")]
    private static partial Regex PartShape { get; }

    private static Guid IdIn(Match match, int group) => Guid.ParseExact(match.Groups[group].Value, "N");

    private static ObjectKey Of(TenantId tenant, Guid audioFileId, string sha256, string kind) =>
        new($"{PrefixOf(tenant)}{sha256[..2]}/{sha256}.{audioFileId:N}.{kind}") { Tenant = tenant, AudioFileId = audioFileId, Sha256 = sha256, Kind = kind };
}
