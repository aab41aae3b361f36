using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>
/// The name of a stored object: tenant, content hash, and the one audio file that it belongs to. Because no two files share an
/// object, deleting one never takes another's bytes; because the hash is in the name, an object is never overwritten.
/// </summary>
public sealed record ObjectKey
{
    private ObjectKey(string value) => Value = value;

    public string Value { get; }

    public static ObjectKey ForSource(TenantId tenant, Guid audioFileId, string sha256) => Of(tenant, audioFileId, sha256, "original");

    public static ObjectKey ForRendition(TenantId tenant, Guid audioFileId, string sha256) => Of(tenant, audioFileId, sha256, "mp3");

    /// <summary>A portion of a resumable upload; it goes when the upload is finished or expires.</summary>
    public static ObjectKey ForUploadPart(TenantId tenant, Guid uploadId, Guid partId) => new($"{PrefixOf(tenant)}uploads/{uploadId:N}.{partId:N}.part");

    /// <summary>What all keys of a tenant begin with.</summary>
    public static string PrefixOf(TenantId tenant) => $"{tenant.Value:N}/";

    public override string ToString() => Value;

    private static ObjectKey Of(TenantId tenant, Guid audioFileId, string sha256, string kind) =>
        new($"{PrefixOf(tenant)}{sha256[..2]}/{sha256}.{audioFileId:N}.{kind}");
}
