using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Bridge.Observing;
using YotoSmartStream.Contracts.Players;
using static YotoSmartStream.Bridge.Tests.Core.APlayer;

namespace YotoSmartStream.Bridge.Tests.Core;

/// <summary>The commands of yoto-cloud §3.10 whose effect is seldom or never reported.</summary>
public sealed class SeldomCommands
{
    private static readonly DateTimeOffset Now = new(2030, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly PlayerSnapshot _player = Playing("02");

    [Theory]
    [InlineData(PlayerCommands.AmbientsSet, "ambients")]
    [InlineData(PlayerCommands.DisplayPreview, "display/preview")]
    [InlineData(PlayerCommands.BluetoothOff, "bluetooth-off")]
    public void Of_lights_icons_and_bluetooth_nothing_is_ever_reported_so_the_answer_ends_the_command(string name, string key)
    {
        var command = A(name);
        var sent = Begin(command);

        var answered = sent.HearAnswer(new CommandAnswer(key, true, null), _player, Now);

        Assert.Equal([new LaneAct.Finish(command, null, Acknowledged: true)], answered.Acts);
    }

    [Fact]
    public void A_sleep_timer_is_set_when_the_player_counts_down_from_it()
    {
        var command = A(PlayerCommands.SleepTimerSet, new PlayerCommandArguments { SleepSeconds = 900 });
        var sent = Begin(command);

        Assert.Empty(sent.HearAnswer(new CommandAnswer("sleep-timer", true, null), _player, Now).Acts);
        Assert.Empty(sent.Hear(Sleeping(600), Now).Acts);
        Assert.Equal([new LaneAct.Finish(command, null, Acknowledged: false)], sent.Hear(Sleeping(899), Now).Acts);
    }

    [Fact]
    public void A_timer_that_stood_at_this_time_long_ago_is_set_again()
    {
        var command = A(PlayerCommands.SleepTimerSet, new PlayerCommandArguments { SleepSeconds = 900 });

        Assert.IsType<LaneAct.Send>(Assert.Single(Connected.Request(command, Sleeping(900), true, Now).Acts));
    }

    [Fact]
    public void A_player_that_goes_off_because_it_was_told_to_has_obeyed()
    {
        var speaker = A(PlayerCommands.BluetoothOn, new PlayerCommandArguments { AsSpeaker = true });
        var light = A(PlayerCommands.AmbientsSet);

        Assert.Equal([new LaneAct.Finish(speaker, null, false)], Begin(speaker).GoOffline().Acts);
        Assert.Equal([new LaneAct.Finish(light, CommandFailures.Offline, false)], Begin(light).GoOffline().Acts);
    }

    [Fact]
    public void A_reboot_is_never_sent_twice()
    {
        var reboot = A(PlayerCommands.Reboot);

        Assert.Equal([new LaneAct.Finish(reboot, CommandFailures.NoEffect, false)], Begin(reboot).PassTime(_player, true, Now.AddSeconds(3)).Acts);
    }

    [Fact]
    public void A_command_without_what_it_needs_is_refused()
    {
        foreach (var command in new[]
        {
            A(PlayerCommands.AmbientsSet, new PlayerCommandArguments { Red = 256, Green = 0, Blue = 0 }),
            A(PlayerCommands.SleepTimerSet),
            A(PlayerCommands.DisplayPreview, new PlayerCommandArguments()),
            A("warp"),
        })
        {
            Assert.Equal([new LaneAct.Finish(command, CommandFailures.UnknownCommand, false)], Connected.Request(command, _player, true, Now).Acts);
        }
    }

    private static CommandLane Connected => CommandLane.Idle with { IsConnected = true };

    private CommandLane Begin(PlayerCommand command) => Connected.Request(command, _player, true, Now).Lane;

    private PlayerSnapshot Sleeping(int seconds) =>
        _player with { Other = new Dictionary<string, string> { ["sleepTimerActive"] = "true", ["sleepTimerSeconds"] = $"{seconds}" } };

    private static PlayerCommand A(string name, PlayerCommandArguments? arguments = null) => new(
        Guid.CreateVersion7(), name, null, null, null, 0, null, Now.AddMinutes(1), arguments ?? Defaults(name));

    private static PlayerCommandArguments? Defaults(string name) => name switch
    {
        PlayerCommands.AmbientsSet => new() { Red = 64, Green = 191, Blue = 217 },
        PlayerCommands.DisplayPreview => new() { IconUri = "icons/sun.png" },
        _ => null,
    };
}
