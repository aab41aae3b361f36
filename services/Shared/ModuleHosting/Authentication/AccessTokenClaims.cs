using System.Security.Claims;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.ModuleHosting.Authentication;

/// <summary>The claims of an access token (design §9) and how the product reads them.</summary>
public static class AccessTokenClaims
{
    public const string Issuer = "yoto-smart-stream";

    /// <summary>Audience of what people and their programs hold.</summary>
    public const string Audience = "yoto-smart-stream";

    /// <summary>Audience of what services hold among each other.</summary>
    public const string InternalAudience = "yoto-smart-stream-internal";

    public const string TokenType = "at+jwt";
    public const string Subject = "sub";
    public const string Session = "sid";
    public const string TenantClaim = "tid";
    public const string RoleClaim = "role";
    public const string Scope = "scope";
    public const string InternalScope = "internal";

    public static Guid UserId(this ClaimsPrincipal user) => Guid.Parse(user.FindFirstValue(Subject)!);

    public static Guid? SessionId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(Session), out var id) ? id : null;

    /// <summary>Null for anonymous requests and services.</summary>
    public static TenantId? Tenant(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(TenantClaim), out var id) ? new TenantId(id) : null;

    public static string? Role(this ClaimsPrincipal user) => user.FindFirstValue(RoleClaim);
}
