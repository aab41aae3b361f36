namespace YotoSmartStream.Gateways.Border;

/// <summary>
/// Whether our own pages sent a request. Browsers add <c>Sec-Fetch-Site</c> over https and on localhost, and <c>Origin</c>
/// everywhere; scripts can forge neither (security S35, S37).
/// </summary>
internal sealed class SameOrigin(IConfiguration configuration)
{
    private readonly string? _publicAuthority = Uri.TryCreate(configuration["Public:Url"], UriKind.Absolute, out var url) ? url.Authority : null;

    public bool Sent(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site]) return site == "same-origin";
        return request.Headers.Origin is [{ } origin]
            && Uri.TryCreate(origin, UriKind.Absolute, out var sender)
            && (IsSame(sender.Authority, request.Host.Value) || IsSame(sender.Authority, _publicAuthority));
    }

    private static bool IsSame(string authority, string? own) => authority.Equals(own, StringComparison.OrdinalIgnoreCase);
}
