using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Players;

/// <summary>What hands and walls change about the device itself, apart from what it plays.</summary>
internal sealed class PlayerHardware
{
    public const string NoNightlight = "off";
    private const string Dark = "0x000000";
    private const int OnBattery = 0;
    private const int OnUsb = 2;
    private const int EmptyMillivolts = 3300;
    private const int MillivoltsPerPercent = 9;

    private string _nightlight = NoNightlight;

    public int BatteryPercent { get; set; } = 87;
    public bool IsCharging { get; set; } = true;   // It stands on its charger until somebody takes it away.
    public bool HasHeadphones { get; set; }
    public bool HasBluetoothHeadphones { get; set; }

    /// <summary>Standing on its display, the player shows its night light, else nothing.</summary>
    public bool IsScreenDown { get; set; }

    public int PowerSource => IsCharging ? OnUsb : OnBattery;

    public int BatteryMillivolts => EmptyMillivolts + BatteryPercent * MillivoltsPerPercent;

    public string Nightlight => IsScreenDown && _nightlight is NoNightlight ? Dark : _nightlight;

    /// <summary>Takes a colour in channels of 0 to 255, which the player keeps in percent; black is off. False when it is no colour.</summary>
    public bool SetNightlight(JsonObject colour)
    {
        int[] channels = [.. new[] { "r", "g", "b" }.Select(name => colour.Number(name) is >= 0 and <= byte.MaxValue and var value ? (int)value : -1)];
        if (channels.Contains(-1)) return false;
        var percents = channels.Select(channel => $"{channel * 100 / byte.MaxValue:x2}");
        _nightlight = channels.All(channel => channel is 0) ? NoNightlight : $"0x{string.Concat(percents)}";
        return true;
    }
}
