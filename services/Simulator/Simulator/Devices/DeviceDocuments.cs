using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Devices;

/// <summary>The REST documents about one player.</summary>
internal static class DeviceDocuments
{
    public static JsonObject ListEntry(VirtualPlayer player) => new()
    {
        ["deviceId"] = player.Id,
        ["name"] = player.Name,
        ["description"] = "simulated.fox",
        ["online"] = player.IsReportedOnline,
        ["releaseChannel"] = "general",
        ["deviceType"] = player.Model.DeviceType,
        ["deviceFamily"] = player.Model.DeviceFamily,
        ["deviceGroup"] = player.Model.DeviceGroup,
        ["generation"] = player.Model.Generation,
        ["formFactor"] = player.Model.FormFactor,
        ["hasUserGivenName"] = true,
    };

    /// <summary>Settings, shortcuts and the stored shadow, which is what the player last said, not what it does now.</summary>
    public static JsonObject Config(VirtualPlayer player)
    {
        var shadow = player.LastStatus;
        shadow["deviceId"] = player.Id;
        shadow["lastSeenAt"] = null;
        return new JsonObject
        {
            ["deviceId"] = player.Id,
            ["name"] = player.Name,
            ["errorCode"] = null,
            ["fwVersion"] = StatusReport.FirmwareVersion,
            ["popCode"] = "SIM123",
            ["activationPopCode"] = "SIM123",
            ["registrationCode"] = "SIM-1234",
            ["releaseChannelId"] = "general",
            ["releaseChannelVersion"] = StatusReport.FirmwareVersion,
            ["deviceType"] = player.Model.DeviceType,
            ["deviceFamily"] = player.Model.DeviceFamily,
            ["deviceGroup"] = player.Model.DeviceGroup,
            ["mac"] = MacAddress(player.Id),
            ["online"] = player.IsReportedOnline,
            ["geoTimezone"] = player.Config.TimeZone,
            ["getPosix"] = "GMT0BST,M3.5.0/1,M10.5.0",
            ["status"] = shadow,
            ["config"] = player.Config.Settings,
            ["shortcuts"] = player.Config.Shortcuts,
        };
    }

    /// <summary>The deprecated flat status.</summary>
    public static JsonObject Status(VirtualPlayer player)
    {
        var state = player.State;
        return new JsonObject
        {
            ["deviceId"] = player.Id,
            ["activeCard"] = state.ActiveCardId ?? "none",
            ["ambientLightSensorReading"] = player.Model.HasLightSensor ? 42 : 0,
            ["averageDownloadSpeedBytesSecond"] = 0,
            ["batteryLevelPercentage"] = player.Hardware.BatteryPercent,
            ["batteryLevelPercentageRaw"] = player.Hardware.BatteryPercent,
            ["buzzErrors"] = 0,
            ["cardInsertionState"] = state.CardInsertion,
            ["dayMode"] = state.IsDay ? 1 : 0,
            ["errorsLogged"] = 0,
            ["firmwareVersion"] = StatusReport.FirmwareVersion,
            ["freeDiskSpaceBytes"] = StatusReport.FreeDiskKilobytes,
            ["isAudioDeviceConnected"] = player.Hardware.HasHeadphones,
            ["isBackgroundDownloadActive"] = state.IsDownloading,
            ["isBluetoothAudioConnected"] = player.Hardware.HasBluetoothHeadphones,
            ["isCharging"] = player.Hardware.IsCharging,
            ["isNfcLocked"] = 0,
            ["isOnline"] = player.IsReportedOnline,
            ["networkSsid"] = "simulated",
            ["nightlightMode"] = player.Hardware.Nightlight,
            ["playingSource"] = 0,
            ["powerCapabilities"] = player.Model.PowerCaps,
            ["powerSource"] = player.Hardware.PowerSource,
            ["systemVolumePercentage"] = 100,
            ["taskWatchdogTimeoutCount"] = 0,
            ["temperatureCelcius"] = "24",
            ["totalDiskSpaceBytes"] = StatusReport.TotalDiskKilobytes,
            ["updatedAt"] = WireTime.Iso(state.Now),
            ["uptime"] = state.UptimeSeconds,
            ["userVolumePercentage"] = state.Volume * 100 / Volume.Steps,
            ["utcOffsetSeconds"] = state.UtcOffsetSeconds,
            ["utcTime"] = state.Now.ToUnixTimeSeconds(),
            ["wifiStrength"] = -52,
        };
    }

    // Stable for one device; the first byte marks it as locally administered.
    private static string MacAddress(string deviceId) => $"a2:{string.Join(':', deviceId.Skip(1).Take(5).Select(letter => $"{(int)letter:x2}"))}";
}
