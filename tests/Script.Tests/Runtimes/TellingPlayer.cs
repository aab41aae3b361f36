using System.Text.Json.Nodes;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Simulation;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Layouts;
using YotoSmartStream.Stories.Playthroughs;
using YotoSmartStream.Stories.Tests.Core;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Stories.Tests.Runtimes;

/// <summary>
/// A player of the simulator with a published story in it, and the playthrough beside it: what the player reports is observed, what the
/// playthrough asks the player obeys. Time passes only when a test lets it.
/// </summary>
internal sealed class TellingPlayer : IPlayerUplink, IUploadedAudio, IDisposable
{
    private const string YotoCardId = "5aB3x";
    private const int ChapterSeconds = 30;
    private const int RestSeconds = 5;
    private const int LongestRest = 400;

    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SteeringPolicy Policy = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15));

    private readonly PublishedStory _story;
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly HttpClient _http = new();
    private readonly VirtualPlayer _player;
    private readonly Queue<PlayerObserved> _reports = [];
    private string? _at;
    private bool _plays;
    private string _cause = TrackCauses.Unknown;
    private Guid? _commandId;

    public TellingPlayer(PublishedStory story)
    {
        _story = story;
        var card = new Card(YotoCardId, "auth0|1", CardOf(story.Layout), Noon, Noon);
        var options = new SimulatedCloudOptions { TimeProvider = _time, EventWindow = TimeSpan.FromDays(1) };
        var world = new PlayerWorld(options, new PlayerClock(_time, 1), this, _http, new FaultBoard(), this);
        _player = new VirtualPlayer(Identifiers.Device(), "Nursery", PlayerModel.Standard, id => id == YotoCardId ? card : null, world);
        _player.SwitchOn();
        _player.Receive("events/request", "");
    }

    public Playthrough Playthrough { get; } = new(TenantId.New(), Seen.Account, "y0123456789abcdef0123456", "tale");

    /// <summary>The key at which the player is, and whether it plays.</summary>
    public string Place => $"{_player.State.ChapterKey} {_player.State.Status}";

    public string? Key => _player.State.ChapterKey;

    /// <summary>What the server knows of the story.</summary>
    public StoryState State => StateSnapshot.Parse(Playthrough.State).In(_story.Graph);

    public void Insert() => Act(TrackCauses.Unknown, () => _player.InsertCard(YotoCardId));

    public void Choose(StoryInput input)
    {
        var isLeft = input == StoryInput.Left;
        Act(isLeft ? TrackCauses.SkippedBack : TrackCauses.SkippedForward, () =>
        {
            if (_story.Layout is TripleLayout)
                _player.TurnRight(isLeft ? -1 : 1);
            else if (isLeft)
                _player.PressLeft();
            else
                _player.PressRight();
        });
    }

    /// <summary>What is heard comes to its end; where the story waits, its patience does.</summary>
    public void LetTimePass()
    {
        if (Playthrough.DueAt is { } due)
        {
            Playthrough.RunOut(_story, Policy, due);
            Obey();
            return;
        }

        var node = NodeAt(Key);
        for (var seconds = 0; seconds < LongestRest && _plays && NodeAt(Key) == node; seconds += RestSeconds)
        {
            var left = _player.State.TrackLengthSeconds - _player.State.PositionSeconds ?? 0;
            Act(TrackCauses.NaturalEnd, () => _time.Advance(TimeSpan.FromSeconds(left)));
            if (_story.Layout.SlotAt(Key)?.Role != SlotRole.Rest)
                return;
        }
    }

    void IPlayerUplink.Publish(PlayerConnection connection, string topic, string payload, bool retain)
    {
        if (!topic.EndsWith("data/events", StringComparison.Ordinal) || JsonNode.Parse(payload) is not JsonObject report)
            return;
        var status = (string?)report["playbackStatus"];
        var key = (string?)report["chapterKey"];
        if (key is not null && status == "playing" && (int?)report["position"] == 0)
        {
            var kind = _at is null ? ObservationKinds.CardInserted : ObservationKinds.TrackEntered;
            Report(Seen.Observed(kind, key) with { PreviousChapterKey = _at, Cause = _cause });
            (_at, _plays) = (key, true);
        }
        else if (status is "stopped" or "paused" && _plays)
        {
            _plays = false;
            if (status == "stopped")
                Report(Seen.Observed(ObservationKinds.Stopped, _at) with { Cause = _cause == TrackCauses.NaturalEnd ? _cause : null });
        }
    }

    void IPlayerUplink.Connect(PlayerConnection connection)
    {
    }

    void IPlayerUplink.Drop(PlayerConnection connection)
    {
    }

    /// <summary>Its audio lies on the player.</summary>
    bool IUploadedAudio.Has(string trackUrl) => false;

    string IUploadedAudio.LinkTo(string trackUrl) => throw new InvalidOperationException($"There is no {trackUrl}.");

    public void Dispose()
    {
        _player.Dispose();
        _http.Dispose();
    }

    private object? NodeAt(string? key) => (_story.Layout as NativeLayout)?.StateAt(key) ?? (object?)key;

    private void Act(string cause, Action act)
    {
        (_cause, _commandId) = (cause, null);
        act();
        while (_reports.TryDequeue(out var seen))
        {
            if (seen.Kind != ObservationKinds.Stopped || !_story.Layout.IsSteered)
                Playthrough.Observe(seen, _story, Policy, Noon);
            Obey();
        }
    }

    private void Report(PlayerObserved seen) => _reports.Enqueue(seen with { CommandId = _commandId });

    private void Obey()
    {
        foreach (var command in Playthrough.TakeRaisedEvents().OfType<PlayerCommandRequested>())
        {
            (_cause, _commandId) = (TrackCauses.Jump, command.CommandId);
            _player.Receive(command.Command, command.Command == PlayerCommands.CardStart
                ? $$"""{"uri":"https://yoto.io/{{YotoCardId}}","chapterKey":"{{command.ChapterKey}}","trackKey":"{{command.TrackKey}}","secondsIn":{{command.SecondsIn}}}"""
                : "");
            while (_reports.TryDequeue(out var effect))
                Playthrough.Observe(effect, _story, Policy, Noon);
            Playthrough.CompleteCommand(
                new PlayerCommandCompleted(Seen.Account, Playthrough.PlayerId, command.CommandId, CommandOutcomes.Done, null, true), _story, Policy, Noon);
        }
    }

    /// <summary>The layout as Yoto's content JSON (yoto-cloud §2.7, §5.1).</summary>
    private static JsonObject CardOf(StoryLayout layout)
    {
        var isInteractive = layout.Slots.Any(slot => slot.Jumps is not null);
        return new JsonObject
        {
            ["title"] = "Tale",
            ["content"] = new JsonObject
            {
                ["playbackType"] = isInteractive ? "interactive" : "linear",
                ["config"] = new JsonObject { ["autoadvance"] = isInteractive ? "none" : "next", ["disableChapterNav"] = isInteractive },
                ["chapters"] = new JsonArray([.. layout.Slots.Select(ChapterOf)]),
            },
        };
    }

    private static JsonObject ChapterOf(CardSlot slot) => new()
    {
        ["key"] = slot.Key,
        ["title"] = slot.Key,
        ["tracks"] = new JsonArray(new JsonObject
        {
            ["key"] = slot.Key,
            ["title"] = slot.Key,
            ["type"] = "audio",
            ["trackUrl"] = "yoto:#0123456789",
            ["format"] = "mp3",
            ["overlayLabel"] = "1",
            ["duration"] = slot.Role == SlotRole.Chapter ? ChapterSeconds : RestSeconds,
            ["events"] = slot.Jumps is { } jumps
                ? new JsonObject { ["onLhb"] = GoTo(jumps.OnLeft), ["onRhb"] = GoTo(jumps.OnRight), ["onEnd"] = GoTo(jumps.OnEnd) ?? new JsonObject { ["cmd"] = "stop" } }
                : null,
        }),
    };

    private static JsonObject? GoTo(string? key) => key is null
        ? null
        : new JsonObject { ["cmd"] = "goto", ["params"] = new JsonObject { ["chapterKey"] = key, ["trackKey"] = key } };
}
