namespace YotoSmartStream.Simulation.OAuth;

/// <summary>The scopes of Yoto's API and which of them include others.</summary>
internal static class Scopes
{
    public const string OpenId = "openid";
    public const string Profile = "profile";
    public const string OfflineAccess = "offline_access";
    public const string LibraryView = "family:library:view";
    public const string LibraryManage = "family:library:manage";
    public const string ContentView = "user:content:view";
    public const string ContentManage = "user:content:manage";
    public const string ContentManageBulk = "user:content:manage-bulk";
    public const string IconsManage = "user:icons:manage";
    public const string DevicesView = "family:devices:view";
    public const string DevicesManage = "family:devices:manage";
    public const string DevicesControl = "family:devices:control";
    public const string DeviceStatusView = "family:device-status:view";
    public const string FamilyView = "family:view";

    public static IReadOnlyList<string> OfTheApi { get; } =
        [LibraryView, LibraryManage, ContentView, ContentManage, ContentManageBulk, IconsManage, DevicesView, DevicesManage, DevicesControl, FamilyView];

    public static IReadOnlyList<string> Split(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public static bool IsIdentity(string scope) => scope is OpenId or Profile or OfflineAccess or "email";

    /// <summary>The granted scopes and everything they include.</summary>
    public static IReadOnlySet<string> Expand(IEnumerable<string> granted)
    {
        var scopes = granted.ToHashSet(StringComparer.Ordinal);
        if (scopes.Contains(LibraryManage)) scopes.Add(LibraryView);
        if (scopes.Contains(ContentManage)) scopes.UnionWith([ContentView, IconsManage]);
        if (scopes.Contains(DevicesManage)) scopes.UnionWith([DevicesView, DeviceStatusView]);
        return scopes;
    }
}
