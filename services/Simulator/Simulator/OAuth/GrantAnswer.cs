using YotoSmartStream.Simulation.Accounts;

namespace YotoSmartStream.Simulation.OAuth;

/// <summary>What the token endpoint decided about a grant.</summary>
internal abstract record GrantAnswer;

/// <summary>The grant stands; <paramref name="RefreshToken"/> is absent when <c>offline_access</c> was not granted.</summary>
internal sealed record Granted(Account Account, string ClientId, IReadOnlyList<string> Scopes, string? RefreshToken) : GrantAnswer
{
    /// <summary>What the client sent along to recognise its own id token by.</summary>
    public string? Nonce { get; init; }

    public bool IsForApi { get; init; } = true;
}

/// <summary>The grant is refused. Clients look at <paramref name="Error"/>, some of them only under status 403.</summary>
internal sealed record Refused(string Error, string Description, int Status = StatusCodes.Status403Forbidden) : GrantAnswer
{
    public IResult ToResult() => Results.Json(new { error = Error, error_description = Description }, statusCode: Status);
}
