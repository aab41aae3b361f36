using System.Text.Json;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.YotoCloud.Mqtt;

/// <summary>A message on <c>data/status</c>, <c>status/full</c> or the older <c>status</c> (yoto-cloud §3.8, §3.9).</summary>
public sealed record PlayerStatusMessage
{
    /// <summary>1 for the basic status, 3 for the extended one; absent in the periodic partials (§3.5).</summary>
    public int? StatusVersion { get; init; }

    public string? FirmwareVersion { get; init; }

    public int? BatteryPercent { get; init; }

    public bool? IsCharging { get; init; }

    public string? ActiveCard { get; init; }

    /// <summary>0 none, 1 physical, 2 remote, 3 with streaming; an open list.</summary>
    public int? CardInserted { get; init; }

    public int? WifiStrengthDbm { get; init; }

    public int? UpTimeSeconds { get; init; }

    /// <summary><c>nA</c> while running; otherwise why the player is going off.</summary>
    public string? ShutDown { get; init; }

    /// <summary>The whole status as raw JSON: firmware tells much more than is named here.</summary>
    public required string Raw { get; init; }

    /// <returns>Null if the payload is not a JSON object with a <c>status</c> object in it.</returns>
    public static PlayerStatusMessage? Read(ReadOnlyMemory<byte> payload)
    {
        if (YotoPayload.ReadObject(payload) is not { } json) return null;
        if (!json.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.Object) return null;

        return new PlayerStatusMessage
        {
            StatusVersion = status.SmallInteger("statusVersion").Value,
            FirmwareVersion = status.Text("fwVersion").Value,
            BatteryPercent = status.SmallInteger("batteryLevel").Value,
            IsCharging = status.Flag("charging").Value,
            ActiveCard = status.Text("activeCard").Value,
            CardInserted = status.SmallInteger("cardInserted").Value,
            WifiStrengthDbm = status.SmallInteger("wifiStrength").Value,
            UpTimeSeconds = status.SmallInteger("upTime").Value,
            ShutDown = status.Text("shutDown").Value,
            Raw = status.GetRawText(),
        };
    }
}
