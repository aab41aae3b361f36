using System.Text.Json.Nodes;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;

namespace YotoSmartStream.Contracts.Feed;

/// <summary>
/// What people see of an event: one line of the event log and, in the same words, one frame of <c>/ws/events</c>. Both use this
/// mapping, so that a feed which was interrupted is resumed from the log without a difference.
/// </summary>
/// <param name="EventId">The event; a reader that gets a frame from the log and from the live feed knows it by this.</param>
/// <param name="TenantId">Whose it is. It is not part of the frame.</param>
/// <param name="Type">Such as <c>button.press</c> or <c>story.advanced</c>.</param>
/// <param name="PlayerId">Null when no player is named.</param>
/// <param name="At">UTC.</param>
/// <param name="Json">The frame as it is sent: camelCase, without fields that are null.</param>
public sealed record FeedFrame(Guid EventId, Guid TenantId, string Type, string? PlayerId, DateTimeOffset At, string Json)
{
    /// <summary>The frame of an event, or null for one that is not shown.</summary>
    public static FeedFrame? From(IntegrationEvent integrationEvent) => integrationEvent switch
    {
        PlayerObserved { Button: not null } seen => Frame(seen, "button.press", seen.PlayerId, [("button", seen.Button), .. Playback(seen)]),
        PlayerObserved seen => Frame(seen, $"player.{seen.Kind}", seen.PlayerId, Playback(seen)),
        PlayerPresenceChanged presence => Frame(presence, "player.presence", presence.PlayerId, [("online", presence.Online)]),
        PlayerStateChanged state => Frame(state, "player.state", state.PlayerId, State(state)),
        PlayerCommandCompleted command => Frame(command, "player.command-completed", command.PlayerId, Completion(command)),
        StoryAdvanced step => Frame(step, "story.advanced", step.PlayerId, Step(step)),
        StoryEnded end => Frame(end, "story.ended", end.PlayerId,
            [("cardId", end.CardId), ("playthroughId", end.PlaythroughId.ToString()), ("ending", end.Ending)]),
        AudioReady audio => Frame(audio, "audio.ready", null,
            [("audioFileId", audio.AudioFileId.ToString()), ("fileName", audio.FileName), ("durationMilliseconds", audio.DurationMilliseconds), ("cardId", audio.CardId)]),
        AudioRejected audio => Frame(audio, "audio.rejected", null,
            [("audioFileId", audio.AudioFileId.ToString()), ("fileName", audio.FileName), ("code", audio.Code), ("message", audio.Message)]),
        CardPublished card => Frame(card, "card.published", null,
            [("cardId", card.CardId), ("yotoCardId", card.YotoCardId), ("storyRevision", card.StoryRevision)]),
        AudioRequested audio => Frame(audio, "audio.requested", null, [("audioFileId", audio.AudioFileId.ToString()), ("cardId", audio.CardId)]),
        _ => null,
    };

    private static IReadOnlyList<(string, JsonNode?)> Playback(PlayerObserved seen) =>
    [
        ("kind", seen.Kind),
        ("yotoCardId", seen.YotoCardId),
        ("chapterKey", seen.ChapterKey),
        ("trackKey", seen.TrackKey),
        ("previousChapterKey", seen.PreviousChapterKey),
        ("cause", seen.Cause),
        ("confidence", seen.Confidence),
        ("positionSeconds", seen.PositionSeconds),
        ("trackSeconds", seen.TrackSeconds),
        ("volume", seen.Volume),
        ("volumeSteps", seen.VolumeSteps),
        ("source", seen.Source),
        ("commandId", seen.CommandId?.ToString()),
    ];

    private static IReadOnlyList<(string, JsonNode?)> State(PlayerStateChanged state) =>
    [
        ("online", state.Online),
        ("playbackStatus", state.PlaybackStatus),
        ("yotoCardId", state.YotoCardId),
        ("chapterKey", state.ChapterKey),
        ("trackKey", state.TrackKey),
        ("positionSeconds", state.PositionSeconds),
        ("trackSeconds", state.TrackSeconds),
        ("volume", state.Volume),
    ];

    private static IReadOnlyList<(string, JsonNode?)> Step(StoryAdvanced step) =>
    [
        ("cardId", step.CardId),
        ("playthroughId", step.PlaythroughId.ToString()),
        ("version", step.Version),
        ("input", step.Input),
        ("fromChapter", step.FromChapter),
        ("toChapter", step.ToChapter),
        ("output", step.Output),
    ];

    private static IReadOnlyList<(string, JsonNode?)> Completion(PlayerCommandCompleted command) =>
        [("commandId", command.CommandId.ToString()), ("outcome", command.Outcome), ("reason", command.Reason), ("acknowledged", command.Acknowledged)];

    private static FeedFrame Frame(IntegrationEvent source, string type, string? playerId, IReadOnlyList<(string Name, JsonNode? Value)> fields)
    {
        var json = new JsonObject { ["type"] = type, ["eventId"] = source.EventId.ToString() };
        if (playerId is not null) json["playerId"] = playerId;
        json["at"] = source.OccurredAt.UtcDateTime;
        foreach (var (name, value) in fields)
            if (value is not null) json[name] = value;
        return new FeedFrame(source.EventId, source.TenantId, type, playerId, source.OccurredAt, json.ToJsonString());
    }
}
