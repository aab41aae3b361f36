using System.Text.Json;
using System.Text.Json.Serialization;

namespace YotoSmartStream.YotoCloud.Mqtt;

/// <summary>A command as it is published to <c>device/{id}/command/{Name}</c> (yoto-cloud §3.10).</summary>
/// <param name="Name">The last part of the topic.</param>
/// <param name="Payload">Empty or JSON.</param>
public sealed record YotoCommand(string Name, ReadOnlyMemory<byte> Payload)
{
    private static readonly JsonSerializerOptions Format =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Asks for the whole playback state and opens the five-minute window again (§3.4).</summary>
    public static YotoCommand RequestEvents { get; } = Empty("events/request");

    /// <summary>Asks for <c>data/status</c>.</summary>
    public static YotoCommand RequestStatus { get; } = Empty("status/request");

    public static YotoCommand CardStop { get; } = Empty("card/stop");

    public static YotoCommand CardPause { get; } = Empty("card/pause");

    public static YotoCommand CardResume { get; } = Empty("card/resume");

    /// <summary>Asks for <c>status/full</c>.</summary>
    public static YotoCommand RequestFullStatus(string requestId) => Json("status", new { requestId });

    /// <summary>
    /// Starts a card at exact keys. <paramref name="secondsIn"/> is always sent: without it an active card resumes and ignores the keys.
    /// The player echoes <paramref name="requestId"/> in its answer.
    /// </summary>
    public static YotoCommand CardStart(
        string cardId, string? chapterKey, string? trackKey, int secondsIn, string requestId, int cutOffSeconds = 0, bool anyButtonStop = false) => Json(
        "card/start",
        new CardStartBody($"https://yoto.io/{cardId}", chapterKey, trackKey, secondsIn, cutOffSeconds, anyButtonStop, requestId));

    /// <summary>0–100; the player rounds down to one of 16 steps and clamps to its limit.</summary>
    public static YotoCommand SetVolume(int percent, string requestId) => Json("volume/set", new { volume = Math.Clamp(percent, 0, 100), requestId });

    /// <summary>0–255 each; all 0 switches the light off.</summary>
    public static YotoCommand SetAmbients(int red, int green, int blue) => Json("ambients/set", new { r = red, g = green, b = blue });

    /// <summary>0 cancels it.</summary>
    public static YotoCommand SetSleepTimer(int seconds) => Json("sleep-timer/set", new { seconds });

    /// <summary>The player becomes a Bluetooth loudspeaker. That cuts its connection until someone holds the left button for three seconds.</summary>
    public static YotoCommand BluetoothSpeaker { get; } = Json("bluetooth/on", new { mode = "bt_speaker" });

    /// <summary>The player plays through a Bluetooth device: the named one, or any.</summary>
    public static YotoCommand BluetoothSource(string? name, string? mac) => Json(
        "bluetooth/on", mac is null ? new BluetoothBody("on", Mode: true, null, null) : new BluetoothBody("on", null, name, mac));

    public static YotoCommand BluetoothConnect(string? name, string? mac) =>
        mac is null ? Empty("bluetooth/connect") : Json("bluetooth/connect", new BluetoothBody(null, null, name, mac));

    /// <summary><c>off</c>, <c>disconnect</c>, <c>delete-bonds</c> or <c>state</c>.</summary>
    public static YotoCommand Bluetooth(string act) => Empty($"bluetooth/{act}");

    public static YotoCommand PreviewIcon(string uri, int seconds, bool isAnimated) =>
        Json("display/preview", new { uri, timeout = seconds, animated = isAnimated ? 1 : 0 });

    public static YotoCommand Reboot { get; } = Empty("reboot");

    private static YotoCommand Empty(string name) => new(name, ReadOnlyMemory<byte>.Empty);

    private static YotoCommand Json<T>(string name, T body) => new(name, JsonSerializer.SerializeToUtf8Bytes(body, Format));

    private sealed record BluetoothBody(string? Action, bool? Mode, string? Name, string? Mac);

    private sealed record CardStartBody(
        string Uri, string? ChapterKey, string? TrackKey, int SecondsIn, int CutOff, bool AnyButtonStop, string RequestId);
}
