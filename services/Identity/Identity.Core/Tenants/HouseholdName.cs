using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Identities.Tenants;

public sealed record HouseholdName
{
    public const int MaxLength = 80;

    private HouseholdName(string value) => Value = value;

    public string Value { get; }

    public static Result<HouseholdName> Parse(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length is 0 or > MaxLength)
            return Error.Invalid("tenant.name", $"A household's name has 1 to {MaxLength} characters.");
        return new HouseholdName(trimmed);
    }
}
