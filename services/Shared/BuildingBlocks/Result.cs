using System.Diagnostics.CodeAnalysis;

namespace YotoSmartStream.BuildingBlocks;

/// <summary>Success, or the <see cref="BuildingBlocks.Error"/> that explains the refusal.</summary>
public sealed class Result
{
    private Result(Error? error) => Error = error;

    public static Result Success { get; } = new(null);

    public Error? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    [MemberNotNullWhen(true, nameof(Error))]
    public bool IsFailure => Error is not null;

    public static implicit operator Result(Error error) => new(error);
}

/// <summary>A value, or the <see cref="BuildingBlocks.Error"/> that explains why there is none.</summary>
public sealed class Result<T>
{
    private readonly T? _value;

    private Result(T? value, Error? error) => (_value, Error) = (value, error);

    public Error? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    [MemberNotNullWhen(true, nameof(Error))]
    public bool IsFailure => Error is not null;

    /// <summary>The value of a success.</summary>
    /// <exception cref="InvalidOperationException">The result is a failure: the caller forgot to look.</exception>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"A failed result has no value: {Error.Code}.");

    public static Result<T> Of(T value) => new(value, null);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);
}
