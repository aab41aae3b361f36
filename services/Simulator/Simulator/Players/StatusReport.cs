using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Devices;

namespace YotoSmartStream.Simulation.Players;

/// <summary>The status payloads. Hardware readings that nothing in a virtual player changes have plausible fixed values.</summary>
internal static class StatusReport
{
    public const string FirmwareVersion = "v2.23.2";
    public const long TotalDiskKilobytes = 31_385_600;
    public const long FreeDiskKilobytes = 30_219_824;
    private const int CardInsertedWhileStreaming = 3;
    private const int PlayingStatusPlaying = 2;

    /// <summary><c>data/status</c>. Night light and temperature come in requested replies only.</summary>
    public static JsonObject Basic(PlayerState player, PlayerModel model, PlayerHardware hardware, PlayerConfig config, bool isRequested)
    {
        var status = new JsonObject
        {
            ["statusVersion"] = 1,
            ["fwVersion"] = FirmwareVersion,
            ["productType"] = player.DeviceType,
            ["batteryLevel"] = hardware.BatteryPercent,
            ["charging"] = hardware.IsCharging ? 1 : 0,
            ["als"] = model.HasLightSensor ? 42 : 0,
            ["freeDisk"] = FreeDiskKilobytes,
            ["shutdownTimeout"] = (int)(config.ShutdownTimeout?.TotalSeconds ?? 0),
            ["dbatTimeout"] = 1800,
            ["activeCard"] = player.ActiveCardId ?? "none",
            ["cardInserted"] = player.IsStreaming ? CardInsertedWhileStreaming : player.CardInsertion,
            ["playingStatus"] = player.Status is "playing" ? PlayingStatusPlaying : 0,
            ["headphones"] = hardware.HasHeadphones ? 1 : 0,
            ["bluetoothHp"] = hardware.HasBluetoothHeadphones ? 1 : 0,
            ["dnowBrightness"] = 100,
            ["dayBright"] = config.DayBrightness,
            ["nightBright"] = config.NightBrightness,
            ["volume"] = player.Volume * 100 / Volume.Steps,
            ["userVolume"] = player.Volume * 100 / Volume.Steps,
            ["timeFormat"] = config.HourFormat,
            ["day"] = player.IsDay ? 1 : 0,
        };
        if (isRequested)
        {
            status["nightlightMode"] = hardware.Nightlight;
            status["temp"] = model.FormFactor is "mini" ? "0:0:0" : "0:24";
        }
        return status;
    }

    /// <summary><c>status/full</c> and the older <c>status</c>; <c>shutDown</c> is <c>nA</c> while the player runs, else why it goes off.</summary>
    public static JsonObject Full(PlayerState player, PlayerModel model, PlayerHardware hardware, PlayerConfig config, string shutDown)
    {
        var status = Basic(player, model, hardware, config, isRequested: true);
        status["statusVersion"] = 3;
        status["shutDown"] = shutDown;
        status["battery"] = hardware.BatteryMillivolts;
        status["batteryLevelRaw"] = hardware.BatteryPercent;
        status["batteryRemaining"] = hardware.BatteryPercent;
        status["batteryFullPct"] = 100;
        status["batteryTemp"] = 24;
        status["batteryData"] = "0:0:0";
        status["batteryProfile"] = model.FormFactor is "mini" ? "HPT-FD80X-2000-64" : "LJDX30X-4500";
        status["chgStatLevel"] = hardware.IsCharging ? "charging" : "nA";
        status["powerSrc"] = hardware.PowerSource;
        status["powerCaps"] = model.PowerCaps;
        status["qiOtp"] = 0;
        status["accelTemp"] = 25;
        status["wifiStrength"] = -52;
        status["ssid"] = "simulated";
        status["wifiRestarts"] = 0;
        status["totalDisk"] = TotalDiskKilobytes;
        status["free"] = 84_216;
        status["free32"] = 91_104;
        status["freeDMA"] = 61_020;
        status["upTime"] = player.UptimeSeconds;
        status["aliveTime"] = player.UptimeSeconds;
        status["utcTime"] = player.Now.ToUnixTimeSeconds();
        status["utcOffset"] = player.UtcOffsetSeconds;
        status["bgDownload"] = player.IsDownloading ? 1 : 0;
        status["bytesPS"] = 0;
        status["failReason"] = 0;
        status["failData"] = 0;
        status["nfcErrs"] = "0.00%-0.00%";
        status["nfcLock"] = 0;
        status["buzzErrors"] = 0;
        status["errorsLogged"] = 0;
        status["missedLogs"] = 0;
        status["twdt"] = 0;
        status["sd_info"] = "";
        status["rtcResetReasonPRO"] = 1;
        status["rtcResetReasonAPP"] = 1;
        status["rtcWakeupCause"] = 0;
        status["espResetReason"] = 1;
        return status;
    }

    /// <summary>The periodic partial on the older topic: power and memory only, and no <c>statusVersion</c>.</summary>
    public static JsonObject Partial(PlayerState player, PlayerModel model, PlayerHardware hardware, PlayerConfig config)
    {
        var full = Full(player, model, hardware, config, shutDown: "nA");
        return new JsonObject(PartialFields.Select(name => KeyValuePair.Create(name, full[name]?.DeepClone())));
    }

    private static readonly string[] PartialFields =
    [
        "battery", "powerCaps", "batteryLevel", "batteryTemp", "batteryData", "batteryLevelRaw", "free", "freeDMA", "free32", "upTime", "utcTime", "aliveTime",
        "qiOtp", "nightlightMode", "als", "day", "accelTemp",
    ];
}
