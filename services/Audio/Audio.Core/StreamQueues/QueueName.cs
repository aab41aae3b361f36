using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <summary>What a family calls a queue.</summary>
public sealed record QueueName
{
    public const int MaxLength = 100;

    private QueueName(string value) => Value = value;

    public string Value { get; }

    public static Result<QueueName> Parse(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length is 0 or > MaxLength || trimmed.Any(char.IsControl))
            return Error.Invalid("stream.name", $"Give the queue a name of 1 to {MaxLength} characters.");
        return new QueueName(trimmed);
    }
}
