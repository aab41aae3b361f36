using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Engine;

/// <summary>What a migration did, for the log that parents and operators read.</summary>
/// <param name="From">The revision that the playthrough came from.</param>
/// <param name="To">The revision that it goes on with.</param>
/// <param name="LostChapter">The current chapter, if it is gone.</param>
/// <param name="GoesOnAt">Where it goes on then; null for the beginning.</param>
public sealed record SnapshotMigrated(int From, int To, string? LostChapter, string? GoesOnAt);

/// <summary>Brings a stored state to another revision of its story, at insertion only (M1).</summary>
internal static class SnapshotMigration
{
    public static (StoryState State, SnapshotMigrated Report) Migrate(StateSnapshot snapshot, int from, StoryGraph graph, int to)
    {
        var missing = MissingChapter.Checkpoint;
        var values = new List<Migration>();
        for (var revision = from; revision != to;)
        {
            if (graph.Migrations.FirstOrDefault(migration => migration.Script.From == revision && migration.Script.To > revision && migration.Script.To <= to) is not { } step)
            {
                if (++revision > to)
                    break;   // An older revision is inserted again: names that exist are kept.
                continue;    // A missing step changes nothing.
            }

            snapshot = Rename(snapshot, step.Script);
            (missing, revision) = (step.Script.Missing, step.Script.To);
            values.Add(step);
        }

        var state = (snapshot with { Picks = null }).In(graph);
        foreach (var (name, value) in values.SelectMany(step => step.Values))
        {
            var variable = graph.Variables.First(variable => variable.Name == name);
            state.Set(variable.Slot, variable.Domain.Fit(Macrostep.Evaluate(state, value)));
        }

        var lost = snapshot.Chapter is not null && state.Chapter < 0 ? snapshot.Chapter : null;
        if (lost is not null && state.Phase != StoryPhase.Ended)
            FindAnotherPlace(state, missing);
        return (state, new SnapshotMigrated(from, to, lost, state.Chapter < 0 ? null : graph.Chapters[state.Chapter].Id));
    }

    private static void FindAnotherPlace(StoryState state, MissingChapter missing)
    {
        (state.Bookmark, state.IsNudging, state.NudgesHeard) = (-1, false, 0);
        if (missing == MissingChapter.Checkpoint && !state.Checkpoints.IsEmpty)
            state.Chapter = state.Checkpoints[^1].Chapter;
        else
            state.BeginsAtStart = true;
    }

    private static StateSnapshot Rename(StateSnapshot old, MigrationScript step)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in old.Variables ?? [])
        {
            if (!step.Dropped.Contains(name))
                variables[step.Renamed.GetValueOrDefault(name, name)] = value;
        }

        return old with
        {
            Chapter = Renamed(old.Chapter),
            Bookmark = Renamed(old.Bookmark),
            Stack = StateSnapshot.Words(StateSnapshot.Split(old.Stack).Select(Known)),
            History = StateSnapshot.Words(StateSnapshot.Split(old.History).Select(Known)),
            Checkpoints = old.Checkpoints?.Select(mark => new[] { mark[0] == mark[1] ? Known(mark[0]) : mark[0], Known(mark[1]) }).ToArray(),
            Visits = StateSnapshot.Words(StateSnapshot.Split(old.Visits).Select(word => RenameUpTo('=', word))),
            Used = StateSnapshot.Words(StateSnapshot.Split(old.Used).Select(pointer => RenameUpTo('/', pointer))),
            Variables = variables.Count == 0 ? null : variables,
        };

        string? Renamed(string? chapter) => chapter is null ? null : Known(chapter);

        string Known(string chapter) => step.Chapters.GetValueOrDefault(chapter, chapter);

        string RenameUpTo(char end, string word)
        {
            var at = word.IndexOf(end);
            return at < 0 ? word : JsonPlace.Escape(Known(JsonPlace.Unescape(word[..at]))) + word[at..];
        }
    }
}
