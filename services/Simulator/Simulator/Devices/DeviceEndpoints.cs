using System.Text.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Devices;

/// <summary>A family's players over REST: list, settings, shortcuts, last known status, commands.</summary>
internal static class DeviceEndpoints
{
    // What the parents' app sends to a player over REST, and the same commands over MQTT.
    private static readonly Dictionary<string, string> RemoteCommands = new(StringComparer.Ordinal)
    {
        ["card-play"] = "card/start",
        ["card-pause"] = "card/pause",
        ["card-resume"] = "card/resume",
        ["card-stop"] = "card/stop",
        ["set-volume"] = "volume/set",
        ["sleep"] = "sleep-timer/set",
    };

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/device-v2");
        group.MapGet("/devices/mine", ListOwn).RequireScope(Scopes.DevicesView);
        group.MapGet("/{deviceId}/config", ReadConfig).RequireScope(Scopes.DevicesView);
        group.MapPut("/{deviceId}/config", WriteConfigAsync).RequireScope(Scopes.DevicesManage);
        group.MapGet("/{deviceId}/shortcuts", (string deviceId) => NotYours(deviceId)).RequireScope(Scopes.DevicesView);   // They are read in the config.
        group.MapPut("/{deviceId}/shortcuts", WriteShortcutsAsync).RequireScope(Scopes.DevicesManage);
        group.MapGet("/{deviceId}/status", ReadStatus).RequireScope(Scopes.DeviceStatusView);
        group.MapPost("/{deviceId}/command/status", RequestStatus).RequireScope(Scopes.DevicesControl);
        group.MapPost("/{deviceId}/command/{command}", CommandAsync).RequireScope(Scopes.DevicesControl);
    }

    private static IResult ListOwn(Caller caller) => Results.Json(new { devices = caller.Account.Players.Select(DeviceDocuments.ListEntry) }, JsonBody.Wire);

    private static IResult ReadConfig(string deviceId, Caller caller) =>
        caller.Account.FindPlayer(deviceId) is { } player ? Results.Json(new { device = DeviceDocuments.Config(player) }, JsonBody.Wire) : NotYours(deviceId);

    private static async Task<IResult> WriteConfigAsync(string deviceId, HttpRequest request, Caller caller, FaultBoard faults)
    {
        if (caller.Account.FindPlayer(deviceId) is not { } player) return NotYours(deviceId);
        if (await JsonBody.ReadAsync(request) is not { } body) return YotoError.BadRequest("The body must be a JSON object.");
        if (body["config"] is not (null or JsonObject)) return YotoError.BadRequest("\"config\" must be an object.");

        if (body["config"]?["alarms"] is { } alarms && (alarms as JsonArray)?.All(alarm => alarm?.GetValueKind() is JsonValueKind.String) is not true)
            return YotoError.BadRequest("\"config.alarms\" must be an array of strings.");

        if (body["config"] is JsonObject changes)
        {
            if (faults.StrikePlayer(FaultKind.ConfigReplaced, deviceId) is null) player.Config.Merge(changes);
            else player.Config.Replace(changes);
        }
        if (body.Text("name") is { Length: > 0 } name) player.Name = name;
        player.ApplySettings();
        return Ok();
    }

    private static async Task<IResult> WriteShortcutsAsync(string deviceId, HttpRequest request, Caller caller)
    {
        if (caller.Account.FindPlayer(deviceId) is not { } player) return NotYours(deviceId);
        if (await JsonBody.ReadAsync(request) is not { } body || body["shortcuts"] is not JsonObject shortcuts)
            return YotoError.BadRequest("\"shortcuts\" must be an object.");

        var stored = (JsonObject)shortcuts.DeepClone();
        stored["versionId"] = Accounts.Identifiers.Hex(40);
        player.Config.Shortcuts = stored;
        return Ok();
    }

    private static IResult ReadStatus(string deviceId, Caller caller) => caller.Account.FindPlayer(deviceId) is { } player
        ? Results.Json(DeviceDocuments.Status(player), JsonBody.Wire)
        : YotoError.NotFound($"Device {deviceId} was not found.");

    private static IResult RequestStatus(string deviceId, Caller caller)
    {
        if (caller.Account.FindPlayer(deviceId) is not { } player) return NotYours(deviceId);
        player.RefreshStatus();
        return Ok();
    }

    /// <summary>200 with an empty body: the cloud accepted it, which says nothing about the player.</summary>
    private static async Task<IResult> CommandAsync(string deviceId, string command, HttpRequest request, Caller caller)
    {
        if (caller.Account.FindPlayer(deviceId) is not { } player) return NotYours(deviceId);
        if (!RemoteCommands.TryGetValue(command, out var name)) return YotoError.NotFound($"There is no command {command}.");
        if (await JsonBody.ReadAsync(request) is not { } body) return YotoError.BadRequest("The body must be a JSON object.");
        player.ReceiveRemotely(name, body.ToJsonString(JsonBody.Wire));
        return Results.Ok();
    }

    private static IResult NotYours(string deviceId) => YotoError.Forbidden($"Access to device {deviceId} is forbidden.");

    private static IResult Ok() => Results.Json(new { status = "ok" });
}
