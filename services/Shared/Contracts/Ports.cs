namespace YotoSmartStream.Contracts;

/// <summary>
/// Marks a port that one module implements and others call: in-process when the owner lives in the same process, over
/// <c>/internal/ports/…</c> when it does not. Every method takes one request and a cancellation token and answers
/// <c>Task&lt;Result&lt;T&gt;&gt;</c>, so that both ways behave alike.
/// </summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class PortAttribute(string owner) : Attribute
{
    /// <summary>The module that implements it: <c>identity</c>, <c>player</c>, <c>audio</c>, <c>script</c>.</summary>
    public string Owner { get; } = owner;
}

/// <summary>A request to a port names its tenant; null only where the owner serves the whole installation.</summary>
public interface IPortRequest
{
    Guid? TenantId { get; }
}
