namespace YotoSmartStream.BuildingBlocks;

/// <summary>A value that a partial message may leave out. Absent is not null: absent says nothing, null says "there is none".</summary>
public readonly record struct Optional<T>
{
    public Optional(T value) => (IsPresent, Value) = (true, value);

    public bool IsPresent { get; }

    /// <summary>The value; the default of its type when absent.</summary>
    public T? Value { get; }

    public static implicit operator Optional<T>(T value) => new(value);

    /// <summary>The value if present, otherwise what was known before.</summary>
    public T? Or(T? known) => IsPresent ? Value : known;
}
