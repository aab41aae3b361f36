namespace YotoSmartStream.ModuleHosting.Authentication;

/// <summary>Who may call a route. Without a name <c>RequireAuthorization()</c> admits every signed-in member of a tenant.</summary>
public static class Policies
{
    /// <summary>Owner or parent.</summary>
    public const string Manage = "manage";

    /// <summary>Runs the installation, across tenants.</summary>
    public const string Operate = "operate";

    /// <summary>Another service of the product, on <c>/internal/*</c> only.</summary>
    public const string Internal = "internal";
}

/// <summary>The roles of design §3.</summary>
public static class Roles
{
    public const string Owner = "owner";
    public const string Parent = "parent";
    public const string Viewer = "viewer";
    public const string Operator = "operator";
}
