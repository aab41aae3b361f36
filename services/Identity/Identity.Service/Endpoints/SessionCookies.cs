using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Identities.Sessions;

namespace YotoSmartStream.Identities.Service.Endpoints;

/// <summary>The browser holds nothing but an opaque id that scripts cannot read.</summary>
internal sealed class SessionCookies(IConfiguration configuration)
{
    private readonly bool _isPublicHttps = configuration["Public:Url"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

    public void Set(HttpContext context, SignedIn signedIn)
    {
        var options = Options(context);
        options.Expires = signedIn.Session.StartedAt + Session.LongestLifetime;
        context.Response.Cookies.Append(GatewayAgreement.SessionCookie, signedIn.Secret.Value, options);
    }

    public void Delete(HttpContext context) => context.Response.Cookies.Delete(GatewayAgreement.SessionCookie, Options(context));

    private CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = _isPublicHttps || context.Request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}
