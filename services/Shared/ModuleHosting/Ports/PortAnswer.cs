using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.ModuleHosting.Ports;

/// <summary>A port's result on the internal wire: a value, or the refusal with its kind.</summary>
internal sealed record PortAnswer<T>(T? Value, Error? Error)
{
    public static PortAnswer<T> From(Result<T> result) => result.IsSuccess ? new(result.Value, null) : new(default, result.Error);

    public Result<T> ToResult() => Error is null ? Result<T>.Of(Value!) : Error;
}
