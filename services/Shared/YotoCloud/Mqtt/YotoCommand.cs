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
    public static YotoCommand CardStart(string cardId, string? chapterKey, string? trackKey, int secondsIn, string requestId) => Json(
        "card/start",
        new CardStartBody($"https://yoto.io/{cardId}", chapterKey, trackKey, secondsIn, CutOff: 0, AnyButtonStop: false, requestId));

    /// <summary>0–100; the player rounds down to one of 16 steps and clamps to its limit.</summary>
    public static YotoCommand SetVolume(int percent, string requestId) => Json("volume/set", new { volume = Math.Clamp(percent, 0, 100), requestId });

    private static YotoCommand Empty(string name) => new(name, ReadOnlyMemory<byte>.Empty);

    private static YotoCommand Json<T>(string name, T body) => new(name, JsonSerializer.SerializeToUtf8Bytes(body, Format));

    private sealed record CardStartBody(
        string Uri, string? ChapterKey, string? TrackKey, int SecondsIn, int CutOff, bool AnyButtonStop, string RequestId);
}
