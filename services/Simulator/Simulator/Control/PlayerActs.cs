using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Control;

/// <summary>Everything that hands can do to a player, by name: for the control API, and for the replay of a recording.</summary>
internal sealed class PlayerActs(CardStore cards)
{
    private const double MostSkewSeconds = 10 * 365 * 86_400.0;
    private const int FullPercent = 100;

    /// <summary>Does it, or says why not.</summary>
    public IResult? Perform(VirtualPlayer player, string act, JsonObject body) => act switch
    {
        "insert" => Insert(player, body),
        "remove" => Do(player.RemoveCard),
        "turn-right" => Turn(body, player.TurnRight),
        "turn-left" => Turn(body, player.TurnLeft),
        "press" => WithKnob(body, isLeft => { if (isLeft) player.PressLeft(); else player.PressRight(); }),
        "press-power" => Do(player.PressPower),
        "hold" => WithKnob(body, player.Hold),
        "shake" => Do(player.Shake),
        "power" => Do(() => Switch(player, body)),
        "wifi" => WithFlag(body, "available", player.SetWifi),
        "battery" => SetBattery(player, body),
        "headphones" => WithFlag(body, "in", areIn => player.SetHeadphones(areIn, body.Flag("bluetooth"))),
        "turn-over" => WithFlag(body, "screenDown", player.StandOnScreen),
        "clock" => SkewClock(player, body),
        "forget" => Do(player.ForgetPlaces),
        _ => YotoError.NotFound($"There is no act {act}."),
    };

    private IResult? Insert(VirtualPlayer player, JsonObject body)
    {
        if (body.Text("cardId") is not { } cardId) return YotoError.BadRequest("\"cardId\" must be a string.");
        return cards.Find(cardId) is null ? ControlAnswer.UnknownCard(cardId) : Do(() => player.InsertCard(cardId));
    }

    private static void Switch(VirtualPlayer player, JsonObject body)
    {
        if (body.ContainsKey("on") ? body.Flag("on") : !player.IsOn) player.SwitchOn();
        else player.SwitchOff();
    }

    private static IResult? Turn(JsonObject body, Action<int> turn)
    {
        if (body.Number("steps") is not { } steps || steps is 0 || steps != Math.Truncate(steps))
            return YotoError.BadRequest("\"steps\" must be a whole number other than 0.");
        return Do(() => turn((int)Math.Clamp(steps, -Volume.Steps, Volume.Steps)));
    }

    private static IResult? SetBattery(VirtualPlayer player, JsonObject body)
    {
        if (body.ContainsKey("percent") && body.Number("percent") is not (>= 0 and <= FullPercent))
            return YotoError.BadRequest("\"percent\" must be a number from 0 to 100.");
        return Do(() => player.SetBattery((int?)body.Number("percent"), body.ContainsKey("charging") ? body.Flag("charging") : null));
    }

    private static IResult? SkewClock(VirtualPlayer player, JsonObject body) =>
        body.Number("aheadSeconds") is >= -MostSkewSeconds and <= MostSkewSeconds and var seconds
            ? Do(() => player.SkewClock(TimeSpan.FromSeconds(seconds)))
            : YotoError.BadRequest("\"aheadSeconds\" must be a number; below 0 it is behind.");

    private static IResult? WithKnob(JsonObject body, Action<bool> act) => (body.Text("knob") ?? "right") switch
    {
        "right" => Do(() => act(false)),
        "left" => Do(() => act(true)),
        _ => YotoError.BadRequest("\"knob\" must be left or right."),
    };

    private static IResult? WithFlag(JsonObject body, string name, Action<bool> act) =>
        body.ContainsKey(name) ? Do(() => act(body.Flag(name))) : YotoError.BadRequest($"\"{name}\" must be true or false.");

    private static IResult? Do(Action act)
    {
        act();
        return null;
    }
}
