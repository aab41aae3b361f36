using System.ComponentModel.DataAnnotations;

namespace YotoSmartStream.Identities.Service;

/// <summary>How Identity runs.</summary>
internal sealed class IdentityOptions
{
    /// <summary>
    /// 32 bytes in Base64 that encrypt the signing keys in the database. Without it a key file beside the SQLite file is made;
    /// with PostgreSQL it must be given, because replicas share it.
    /// </summary>
    [Base64String] public string? KeyProtectionKey { get; init; }

    /// <summary>How old a signing key gets before a new one takes over.</summary>
    [Range(1, 365)] public int SigningKeyDays { get; init; } = 30;
}

/// <summary>The services that may ask for service tokens, each with a secret of its own.</summary>
internal sealed class InternalClientsOptions
{
    public Dictionary<string, string> Clients { get; init; } = new(StringComparer.Ordinal);
}
