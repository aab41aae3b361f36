using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Stories.Memory;

/// <param name="PlayerId">One of the family's players, by Yoto's device id.</param>
/// <param name="Child">Who listens from the next insertion on; null or empty for nobody in particular.</param>
public sealed record NameListener(string PlayerId, string? Child);

public sealed class NameListenerHandler(IListeners listeners, IUnitOfWork unitOfWork)
{
    public async Task<Result> HandleAsync(NameListener command, CancellationToken cancellationToken)
    {
        var child = command.Child?.Trim() ?? "";
        if (child.Length > Listener.MaxChildLength || child.Any(char.IsControl))
            return Error.Invalid("listener.child", $"A child has a name of at most {Listener.MaxChildLength} characters.");
        if (await listeners.FindAsync(command.PlayerId, cancellationToken) is not { } listener)
            return Error.NotFound("player", command.PlayerId);
        listener.Child = child;
        await unitOfWork.SaveAsync(cancellationToken);
        return Result.Success;
    }
}
