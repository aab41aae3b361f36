using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;

namespace YotoSmartStream.Players.Commands;

/// <summary>Notes what became of a person's command. Those of stories are Script's.</summary>
public sealed class CompleteCommand(IPlayerCommands commands, IUnitOfWork unitOfWork) : IEventHandler<PlayerCommandCompleted>
{
    public async Task HandleAsync(PlayerCommandCompleted completed, CancellationToken cancellationToken)
    {
        if (await commands.FindAsync(completed.CommandId, cancellationToken) is not { } command) return;
        command.Complete(completed);
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
