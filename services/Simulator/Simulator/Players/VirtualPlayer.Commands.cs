using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Players;

/// <summary>What commands do to the player. Each is answered with its key first and the request's text last.</summary>
internal sealed partial class VirtualPlayer
{
    private const double UsualLatenessSeconds = 1;

    private delegate bool Execution(VirtualPlayer player, JsonObject parameters, string source);

    private sealed record Command(string AckKey, Execution Execute);

    private static readonly Command EventsRequest = new("events", (player, _, _) => player.OpenWindow());
    private static readonly Command StatusRequest = new("status/request", (player, _, _) => player.ReplyWithStatus(isFull: false));
    private static readonly Command FullStatus = new("status", (player, _, _) => player.ReplyWithStatus(isFull: true));
    private static readonly Command CardStart = new("card-play", (player, parameters, source) => player.StartCard(parameters, source));
    private static readonly Command CardStop = new("card-stop", (player, _, _) => Did(player.Stop));
    private static readonly Command CardPause = new("card-pause", (player, _, _) => Did(player.Pause));
    private static readonly Command CardResume = new("card-resume", (player, _, _) => Did(player.Resume));
    private static readonly Command SetVolume = new("set-volume", (player, parameters, _) => player.ChangeVolume(parameters));
    private static readonly Command Sleep = new("sleep-timer", (player, parameters, _) => player.SetSleepTimer(parameters));
    private static readonly Command Ambients = new("ambients", (player, parameters, _) => player.Hardware.SetNightlight(parameters));
    private static readonly Command BluetoothOn = new("bluetooth", (player, parameters, _) => player.ListenToBluetooth(parameters));
    private static readonly Command Bluetooth = new("bluetooth", (_, _, _) => true);   // Nothing that a listener could see.
    private static readonly Command Reboot = new("reboot", (player, _, _) => Did(player.Restart));

    // The names of today's firmware and those of older firmware, which official examples still send.
    private static readonly Dictionary<string, Command> Commands = new(StringComparer.Ordinal)
    {
        ["events/request"] = EventsRequest, ["events"] = EventsRequest,
        ["status/request"] = StatusRequest,
        ["status"] = FullStatus,
        ["card/start"] = CardStart, ["card-play"] = CardStart,
        ["card/stop"] = CardStop, ["card-stop"] = CardStop,
        ["card/pause"] = CardPause, ["card-pause"] = CardPause,
        ["card/resume"] = CardResume, ["card-resume"] = CardResume,
        ["volume/set"] = SetVolume, ["set-volume"] = SetVolume,
        ["sleep-timer/set"] = Sleep, ["sleep"] = Sleep,
        ["reboot"] = Reboot, ["restart"] = Reboot,
        ["ambients/set"] = Ambients, ["ambients"] = Ambients,
        ["bluetooth/on"] = BluetoothOn,
        ["bluetooth/off"] = Bluetooth, ["bluetooth/connect"] = Bluetooth, ["bluetooth/disconnect"] = Bluetooth,
        ["bluetooth/delete-bonds"] = Bluetooth, ["bluetooth/state"] = Bluetooth,
        ["bt"] = new("bt", (_, parameters, _) => parameters.Text("action") is "on" or "off" or "is-on"),
        ["display/preview"] = new("display/preview", (_, parameters, _) => parameters.Text("uri") is not null),
    };

    private Task _commandsBefore = Task.CompletedTask;

    /// <summary>A command from the broker. A player that is off or out of reach never hears it.</summary>
    public void Receive(string name, string body) => Hear(name, body, "MQTT");

    /// <summary>A command of the REST API, which the player reports as a remote start.</summary>
    public void ReceiveRemotely(string name, string body) => Hear(name, body, "remote");

    /// <summary>The REST API's wish for a fresh shadow: the player publishes its extended status.</summary>
    public void RefreshStatus()
    {
        lock (_gate) ReplyWithStatus(isFull: true);
    }

    private void Hear(string name, string body, string source)
    {
        var delay = _faults.StrikePlayer(FaultKind.CommandsLate, Id)?.Duration(UsualLatenessSeconds) ?? _clock.ToRealTime(_options.CommandLatency.Of(name));
        lock (_gate)
        {
            if (delay > TimeSpan.Zero || !_commandsBefore.IsCompleted)
            {
                _commandsBefore = ExecuteLaterAsync(_commandsBefore, delay, name, body, source);
                return;
            }
        }
        Execute(name, body, source);
    }

    // Each command is on its way for a time of its own, and none overtakes another.
    private async Task ExecuteLaterAsync(Task commandsBefore, TimeSpan delay, string name, string body, string source)
    {
        await Task.WhenAll(commandsBefore, Task.Delay(delay, _options.TimeProvider, _gone.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_gone.IsCancellationRequested) Execute(name, body, source);
    }

    private void Execute(string name, string body, string source)
    {
        lock (_gate)
        {
            var isHeard = IsConnected && _faults.StrikePlayer(FaultKind.CommandsLost, Id) is null;
            Trace.Add("command", name, new JsonObject { ["payload"] = body, ["heard"] = isHeard });
            if (!isHeard) return;
            var command = Commands.GetValueOrDefault(name) ?? new Command(name, (_, _, _) => false);
            var succeeded = command.Execute(this, JsonBody.Parse(body) ?? [], source);
            Respond(command.AckKey, succeeded, body);
            if (_becomesSpeaker) BecomeSpeaker();
            Reschedule();
        }
    }

    private bool OpenWindow()
    {
        _window.Open();
        ReportEverything();
        return true;
    }

    private bool StartCard(JsonObject parameters, string source)
    {
        var cardId = parameters.Text("uri")?.TrimEnd('/').Split('/')[^1];
        if (cardId is not { Length: > 0 } || _findCard(cardId) is not { } found) return false;

        var secondsIn = parameters.Number("secondsIn");
        if (secondsIn is null && ActiveCard?.CardId == cardId)
        {
            Resume();   // The card is active already: without secondsIn the player ignores the keys.
            return true;
        }

        var card = Load(found);
        if (card.Chapters.Count is 0) return false;
        if (parameters.Text("chapterKey") is { } chapterKey)
        {
            if (card.Find(chapterKey, parameters.Text("trackKey")) is not { } place) return false;
            Play(card, place, secondsIn ?? 0, source);
        }
        else if (secondsIn is { } seconds)
        {
            Play(card, TrackPlace.First, seconds, source);
        }
        else
        {
            PlayFromWhereItWasLeft(card, source);
        }

        if (parameters.Number("cutOff") is > 0 and var cutOff) _cutOffSeconds = cutOff;
        _anyButtonStops = parameters.Flag("anyButtonStop");
        return true;
    }

    private bool ChangeVolume(JsonObject parameters)
    {
        if (parameters.Number("volume") is not { } percent) return false;
        if (_volume.Set(Volume.StepOf(percent))) ReportVolume();
        return true;
    }

    private bool SetSleepTimer(JsonObject parameters)
    {
        if (parameters.Number("seconds") is not (>= 0 and var seconds)) return false;
        _sleepsAt = seconds > 0 ? _clock.Now.AddSeconds(seconds) : null;
        ReportChange(("sleepTimerActive", seconds > 0), ("sleepTimerSeconds", (int)seconds));
        return true;
    }

    // As a loudspeaker for another device the player leaves the cloud, once it has said OK.
    private bool ListenToBluetooth(JsonObject parameters)
    {
        _becomesSpeaker = parameters.Text("mode") is "bt_speaker";
        return true;
    }

    private void Restart()
    {
        Stop();
        _window.Close();
        Disconnect();
        Boot();
    }

    private static bool Did(Action act)
    {
        act();
        return true;
    }
}
