using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Layouts;
using YotoSmartStream.Stories.Playthroughs;

namespace YotoSmartStream.Stories.Tests.Core;

/// <summary>A linear player that obeys: its knob moves it between the chapters of the card, and the story's commands move it on.</summary>
internal sealed class KnobPlayer
{
    private static readonly SteeringPolicy Policy = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15));

    private readonly PublishedStory _story;
    private DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private string _at = "01";
    private bool _plays;

    public KnobPlayer(StoryGraph graph) => _story = new PublishedStory(1, graph, TripleLayout.Of(graph).Value);

    public Playthrough Playthrough { get; } = new(TenantId.New(), Seen.Account, "y0123456789abcdef0123456", "tale");

    public void Does(StoryInput input)
    {
        switch (input)
        {
            case StoryInput.Insert:
                See(Seen.Inserted());
                break;
            case StoryInput.Left:
                See(Move(-1, TrackCauses.SkippedBack));
                break;
            case StoryInput.Right:
                See(Move(+1, TrackCauses.SkippedForward));
                break;
            case StoryInput.End when _plays:
                See(Move(+1, TrackCauses.NaturalEnd));
                break;
            case StoryInput.Timeout when Playthrough.DueAt is { } due:
                _now = due;
                Playthrough.RunOut(_story, Policy, _now);
                break;
        }

        Obey();
    }

    /// <summary>Back from the first chapter of the card begins it again; forward from the last one stays.</summary>
    private PlayerObserved Move(int by, string cause)
    {
        var from = _at;
        var keys = _story.Layout.Slots.Select(slot => slot.Key).ToList();
        _at = keys[Math.Clamp(keys.IndexOf(from) + by, 0, keys.Count - 1)];
        return Seen.Track(from, _at, cause, position: 20);
    }

    private void See(PlayerObserved seen) => Playthrough.Observe(seen, _story, Policy, _now);

    private void Obey()
    {
        foreach (var command in Playthrough.TakeRaisedEvents().OfType<PlayerCommandRequested>())
        {
            _plays = command.Command == PlayerCommands.CardStart;
            _at = command.ChapterKey ?? _at;
            Playthrough.CompleteCommand(
                new PlayerCommandCompleted(Seen.Account, Playthrough.PlayerId, command.CommandId, CommandOutcomes.Done, null, true), _story, Policy, _now);
        }
    }
}
