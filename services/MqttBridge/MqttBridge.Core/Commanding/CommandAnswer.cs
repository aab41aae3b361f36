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
        RequestId is not null ? RequestId == RequestIdOf(sent.Command, sent.Attempt) : Key == KeyOf(sent.Command.Command);

    /// <summary>Commands with an empty body are answered by name alone.</summary>
    private static string? KeyOf(string command) => command switch
    {
        PlayerCommands.CardStart => "card-play",
        PlayerCommands.CardStop => "card-stop",
        PlayerCommands.CardPause => "card-pause",
        PlayerCommands.CardResume => "card-resume",
        PlayerCommands.VolumeSet => "set-volume",
        _ => null,
    };
}
