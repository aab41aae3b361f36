using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Bridge.Observing;
using YotoSmartStream.Bridge.Players;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.YotoCloud.Mqtt;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>Between the words of the wire and the words of the bridge.</summary>
internal static class Wire
{
    private const int DefaultShowSeconds = 5;

    /// <summary>What a message means for a player; null if it is no message. Status is taken note of elsewhere and means nothing here.</summary>
    public static PlayerTurn? Read(PlayerState player, YotoTopicKind kind, ReadOnlyMemory<byte> payload, DateTimeOffset now) => kind switch
    {
        YotoTopicKind.DataEvents => PlayerEventsMessage.Read(payload) is { } events ? player.Hear(Report(events), now) : null,
        YotoTopicKind.Presence => PlayerPresenceMessage.Read(payload) is { } presence ? player.HearPresence(presence.Online) : null,
        YotoTopicKind.Response => PlayerResponseMessage.Read(payload) is { } response ? player.HearAnswer(Answer(response), now) : null,
        _ => PlayerStatusMessage.Read(payload) is not null ? new PlayerTurn(player) : null,
    };

    public static YotoCommand Write(PlayerCommand command, int attempt)
    {
        var requestId = CommandAnswer.RequestIdOf(command, attempt);
        var with = command.Arguments ?? new PlayerCommandArguments();
        return command.Command switch
        {
            PlayerCommands.CardStart => YotoCommand.CardStart(
                command.YotoCardId ?? "", command.ChapterKey, command.TrackKey, command.SecondsIn, requestId, with.CutOffSeconds ?? 0, with.AnyButtonStop ?? false),
            PlayerCommands.CardStop => YotoCommand.CardStop,
            PlayerCommands.CardPause => YotoCommand.CardPause,
            PlayerCommands.CardResume => YotoCommand.CardResume,
            PlayerCommands.VolumeSet => YotoCommand.SetVolume(command.VolumePercent ?? 0, requestId),
            PlayerCommands.AmbientsSet => YotoCommand.SetAmbients(with.Red ?? 0, with.Green ?? 0, with.Blue ?? 0),
            PlayerCommands.SleepTimerSet => YotoCommand.SetSleepTimer(with.SleepSeconds ?? 0),
            PlayerCommands.BluetoothOn when with.AsSpeaker is true => YotoCommand.BluetoothSpeaker,
            PlayerCommands.BluetoothOn => YotoCommand.BluetoothSource(with.DeviceName, with.DeviceAddress),
            PlayerCommands.BluetoothConnect => YotoCommand.BluetoothConnect(with.DeviceName, with.DeviceAddress),
            PlayerCommands.BluetoothOff => YotoCommand.Bluetooth("off"),
            PlayerCommands.BluetoothDisconnect => YotoCommand.Bluetooth("disconnect"),
            PlayerCommands.BluetoothForget => YotoCommand.Bluetooth("delete-bonds"),
            PlayerCommands.BluetoothState => YotoCommand.Bluetooth("state"),
            PlayerCommands.DisplayPreview => YotoCommand.PreviewIcon(with.IconUri ?? "", with.ShowSeconds ?? DefaultShowSeconds, with.IsAnimated ?? false),
            PlayerCommands.Reboot => YotoCommand.Reboot,
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.Command, "The lane let an unknown command pass."),
        };
    }

    private static CommandAnswer Answer(PlayerResponseMessage response) => new(response.Key, response.IsOk, response.RequestId);

    private static PlayerReport Report(PlayerEventsMessage message) => new()
    {
        PlaybackStatus = message.PlaybackStatus,
        CardId = message.CardId,
        Source = message.Source,
        ChapterKey = message.ChapterKey,
        TrackKey = message.TrackKey,
        PositionSeconds = message.PositionSeconds,
        TrackSeconds = message.TrackSeconds,
        Volume = message.Volume,
        VolumeMax = message.VolumeMax,
        RepeatAll = message.RepeatAll,
        PlaybackWait = message.PlaybackWait,
        EventUtc = message.EventUtc,
        Fingerprint = message.Fingerprint,
        Other = message.Other,
    };
}
