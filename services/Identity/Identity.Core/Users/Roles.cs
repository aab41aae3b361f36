using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Identities.Users;

/// <summary>The values of the access token's <c>role</c> claim.</summary>
public static class Roles
{
    public const string Owner = "owner";
    public const string Parent = "parent";
    public const string Viewer = "viewer";

    /// <summary>Runs the installation; comes on top of the role in the own household.</summary>
    public const string Operator = "operator";

    /// <summary>What an owner may give to others.</summary>
    public static Result<string> ParseGiven(string? text) => text switch
    {
        Parent => Parent,
        Viewer => Viewer,
        _ => Error.Invalid("user.role", $"A role is '{Parent}' or '{Viewer}'."),
    };
}
