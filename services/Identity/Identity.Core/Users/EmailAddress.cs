using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Identities.Users;

/// <summary>What a person signs in with; compared without regard to case.</summary>
public sealed record EmailAddress
{
    public const int MaxLength = 254;

    private EmailAddress(string value) => Value = value;

    /// <summary>In lower case.</summary>
    public string Value { get; }

    public static Result<EmailAddress> Parse(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        var at = trimmed.IndexOf('@');
        var isAddress = trimmed.Length <= MaxLength && at > 0 && at == trimmed.LastIndexOf('@') && at < trimmed.Length - 1
            && !trimmed.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter));
        if (!isAddress) return Error.Invalid("user.email", "Enter an e-mail address, such as anna@example.org.");
        return new EmailAddress(trimmed.ToLowerInvariant());
    }
}
