namespace YotoSmartStream.BuildingBlocks;

/// <summary>What kind of refusal an <see cref="Error"/> is; the HTTP layer turns each kind into exactly one status.</summary>
public enum ErrorKind
{
    /// <summary>The input breaks a rule that its sender can see (400).</summary>
    Invalid,

    /// <summary>Nobody is signed in, or the token is not believed (401).</summary>
    Unauthenticated,

    /// <summary>Signed in, but the role or scope does not allow it (403).</summary>
    Forbidden,

    /// <summary>No such thing, or it belongs to another tenant (404).</summary>
    NotFound,

    /// <summary>The state of the thing does not allow it now (409).</summary>
    Conflict,

    /// <summary>It was there and is gone for good, such as an expired link (410).</summary>
    Gone,

    /// <summary>Somebody else changed it since it was read (412).</summary>
    Stale,

    /// <summary>More bytes than the stated limit (413).</summary>
    TooLarge,

    /// <summary>The bytes are not of a type that is accepted (415).</summary>
    WrongType,

    /// <summary>The requested byte range does not exist (416).</summary>
    Range,

    /// <summary>Well-formed, but its content cannot be processed (422).</summary>
    Unprocessable,

    /// <summary>Too many requests in a span of time (429).</summary>
    TooMany,

    /// <summary>Something that this depends on does not answer (503).</summary>
    Unavailable,
}

/// <summary>A refusal that a user can cause: a stable code for programs, a sentence for people.</summary>
/// <param name="Kind">What kind of refusal it is.</param>
/// <param name="Code">Stable, <c>area.reason</c> in kebab-case; clients switch on it.</param>
/// <param name="Message">A sentence that says what to do.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message)
{
    public static Error Invalid(string code, string message) => new(ErrorKind.Invalid, code, message);

    public static Error Unauthenticated(string code, string message) => new(ErrorKind.Unauthenticated, code, message);

    public static Error Forbidden(string code, string message) => new(ErrorKind.Forbidden, code, message);

    /// <summary>The code becomes <c>{thing}.not-found</c>.</summary>
    public static Error NotFound(string thing, string id) =>
        new(ErrorKind.NotFound, $"{thing}.not-found", $"There is no {thing.Replace('-', ' ')} '{id}'.");

    public static Error Conflict(string code, string message) => new(ErrorKind.Conflict, code, message);

    public static Error Gone(string code, string message) => new(ErrorKind.Gone, code, message);

    public static Error Stale(string code, string message) => new(ErrorKind.Stale, code, message);

    public static Error TooLarge(string code, string message) => new(ErrorKind.TooLarge, code, message);

    public static Error WrongType(string code, string message) => new(ErrorKind.WrongType, code, message);

    public static Error Range(string code, string message) => new(ErrorKind.Range, code, message);

    public static Error Unprocessable(string code, string message) => new(ErrorKind.Unprocessable, code, message);

    public static Error TooMany(string code, string message) => new(ErrorKind.TooMany, code, message);

    public static Error Unavailable(string code, string message) => new(ErrorKind.Unavailable, code, message);
}
