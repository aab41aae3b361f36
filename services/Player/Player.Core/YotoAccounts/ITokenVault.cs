using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Players.YotoAccounts;

/// <summary>A secret as it is stored: encrypted, and bound to the row that owns it.</summary>
public readonly record struct SealedSecret(string Value);

/// <summary>
/// Encrypts what Yoto would obey. A sealed secret opens only for the tenant and owner that it was sealed for, so a row copied to
/// another tenant is worthless (security S17).
/// </summary>
public interface ITokenVault
{
    SealedSecret Seal(TenantId tenant, Guid owner, string secret);

    /// <exception cref="SealBrokenException">It was sealed for somebody else, was altered, or its key is gone.</exception>
    string Open(TenantId tenant, Guid owner, SealedSecret secret);
}

public sealed class SealBrokenException(string message) : Exception(message);
