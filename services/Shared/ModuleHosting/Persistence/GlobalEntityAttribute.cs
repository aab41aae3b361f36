namespace YotoSmartStream.ModuleHosting.Persistence;

/// <summary>Marks a row that belongs to no tenant, and says why. Every other row is <c>ITenantOwned</c>; a test holds to it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GlobalEntityAttribute(string why) : Attribute
{
    public string Why { get; } = why;
}
