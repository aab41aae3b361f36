using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Bridge.Commanding;

/// <summary>A message on <c>response</c> (yoto-cloud §3.11). It has no correlation id of its own, but echoes the body that was sent.</summary>
/// <param name="Key">The name under which the player answers, such as <c>card-play</c>.</param>
/// <param name="IsOk">Received and understood.</param>
/// <param name="RequestId">The id that we put into the body; null for a body that carries none.</param>
public sealed record CommandAnswer(string Key, bool IsOk, string? RequestId)
{
    /// <summary>Names one attempt of one command inside the body.</summary>
    public static string RequestIdOf(PlayerCommand command, int attempt) => $"{command.CommandId:N}-{attempt}";

    public bool Answers(SentCommand sent) =>
        RequestId is not null ? RequestId == RequestIdOf(sent.Command, sent.Attempt) : NamesOf(sent.Command.Command).Contains(Key);

    /// <summary>
    /// Bodies without a request id are answered by name alone: an old name, the resource's, or the topic's, because not all are known
    /// (yoto-cloud §3.11).
    /// </summary>
    private static IEnumerable<string> NamesOf(string command)
    {
        yield return command;
        yield return command.Replace('/', '-');
        switch (command)
        {
            case PlayerCommands.CardStart: yield return "card-play"; break;
            case PlayerCommands.VolumeSet: yield return "set-volume"; break;
            case PlayerCommands.AmbientsSet: yield return "ambients"; break;
            case PlayerCommands.SleepTimerSet: yield return "sleep-timer"; yield return "sleep"; break;
            case PlayerCommands.Reboot: yield return "restart"; break;
            case PlayerCommands.BluetoothOn or PlayerCommands.BluetoothOff: yield return "bluetooth"; yield return "bt"; break;
        }
    }
}
