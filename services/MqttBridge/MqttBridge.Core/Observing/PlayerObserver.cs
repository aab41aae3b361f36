using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Contracts.Bridge;

namespace YotoSmartStream.Bridge.Observing;

/// <summary>States what happened between two snapshots. Pure: the only clock is the player's own.</summary>
public static class PlayerObserver
{
    /// <summary>Playback that begins further in than this goes on; it does not begin.</summary>
    private const int BeginningSeconds = 3;

    /// <summary>Reported positions are whole seconds and may tremble by one.</summary>
    private const int PositionTremorSeconds = 1;

    /// <param name="before">What was known.</param>
    /// <param name="report">What the player says now.</param>
    /// <param name="ours">The command of ours whose effect may show, so that we do not take it for the child's doing.</param>
    public static Observed Observe(PlayerSnapshot before, PlayerReport report, PlayerCommand? ours = null)
    {
        if (before.HasHeard(report)) return new Observed(before, [], ReportVerdict.Repeated);

        var news = before.WithoutOvertaken(report);
        if (report != news && !news.SpeaksOfPlayback && !news.SpeaksOfVolume) return new Observed(before, [], ReportVerdict.Overtaken);

        var after = before.Merge(news);
        if (TellsOfAnotherTrack(before, after, news)) after = after.AfterGap();
        var facts = Playback(before, after, news).Concat(Volume(before, after))
            .Select(fact => fact with { PlayerUtc = report.EventUtc, CommandId = fact.CommandId ?? OurCommand(fact, after, ours) })
            .ToList();
        return new Observed(after, facts, ReportVerdict.News);

        IEnumerable<Observation> Playback(PlayerSnapshot was, PlayerSnapshot now, PlayerReport said)
        {
            if (!said.SpeaksOfPlayback) return [];
            if (!was.IsHeard) return FirstWord(now);
            return was.CardId != now.CardId ? CardChange(was, now) : StateChange(was, now, said, ours);
        }
    }

    /// <summary>A player that is already playing when we first hear of it: nobody saw how it came to that.</summary>
    private static IEnumerable<Observation> FirstWord(PlayerSnapshot after) =>
        after.HasTrack ? [new Observation(ObservationKinds.TrackEntered, 0.2, after) { Cause = TrackCauses.Unknown }] : [];

    private static IEnumerable<Observation> CardChange(PlayerSnapshot before, PlayerSnapshot after)
    {
        if (before.CardId is not null)
            yield return new Observation(ObservationKinds.CardRemoved, before.HasGap ? 0.5 : 0.9, after) { CardId = before.CardId };
        if (after.CardId is not null)
            yield return new Observation(ObservationKinds.CardInserted, before.HasGap ? 0.5 : after.Source == "card" ? 0.95 : 0.9, after);
    }

    private static IEnumerable<Observation> StateChange(PlayerSnapshot before, PlayerSnapshot after, PlayerReport news, PlayerCommand? ours)
    {
        if (after.CardId is null) yield break;
        if (after.IsStopped)
        {
            if (!before.IsStopped) yield return Stop(before, after, news.EventUtc);
            yield break;
        }

        // An insertion told in two messages: first the card, then where it begins.
        if (before.ChapterKey is null) yield break;

        if (before.IsStopped)
        {
            yield return Start(before, after);
            yield break;
        }

        var entered = IsOtherTrack(before, after) || IsRestart(before, after, news);
        if (entered) yield return Enter(before, after, news.EventUtc, ours);
        if (before.IsPlaying && after.PlaybackStatus == PlaybackStatuses.Paused) yield return new Observation(ObservationKinds.Paused, Sure(before), after);
        if (!entered && before.PlaybackStatus == PlaybackStatuses.Paused && after.IsPlaying) yield return new Observation(ObservationKinds.Resumed, Sure(before), after);
    }

    private static Observation Stop(PlayerSnapshot before, PlayerSnapshot after, long eventUtc)
    {
        var position = before.ExpectedPositionAt(eventUtc);
        var atEnd = !before.HasGap && before.IsPlaying && before.TrackSeconds is > 0 && before.TrackSeconds - position <= TrackChange.EndZoneSeconds;
        return new Observation(ObservationKinds.Stopped, Sure(before), after)
        {
            Cause = atEnd ? TrackCauses.NaturalEnd : null,
            PositionSeconds = position,
            TrackSeconds = before.TrackSeconds,
        };
    }

    private static Observation Start(PlayerSnapshot before, PlayerSnapshot after) =>
        !before.HasGap && !IsOtherTrack(before, after) && after.PositionSeconds > BeginningSeconds
            ? new Observation(ObservationKinds.Resumed, 0.8, after)
            : new Observation(ObservationKinds.TrackEntered, before.HasGap ? 0.2 : 0.5, after)
            {
                Cause = TrackCauses.Unknown,
                PreviousChapterKey = before.ChapterKey,
            };

    private static Observation Enter(PlayerSnapshot before, PlayerSnapshot after, long eventUtc, PlayerCommand? ours)
    {
        var isOurs = ours is { IsStart: true } && ours.IsReachedBy(after);
        var (cause, confidence) = (TrackChange.Between(before, after, eventUtc) with { IsOurs = isOurs }).Explain();
        return new Observation(ObservationKinds.TrackEntered, confidence, after)
        {
            Cause = cause,
            Button = cause switch { TrackCauses.SkippedBack => "left", TrackCauses.SkippedForward => "right", _ => null },
            PreviousChapterKey = before.ChapterKey,
            PositionSeconds = before.ExpectedPositionAt(eventUtc),
            TrackSeconds = before.TrackSeconds,
        };
    }

    private static IEnumerable<Observation> Volume(PlayerSnapshot before, PlayerSnapshot after)
    {
        if (before.Volume is not { } from || after.Volume is not { } to || from == to) yield break;

        // When the limit moves with it, day or night began and nobody touched the knob (yoto-cloud §3.6).
        var limitMoved = before.VolumeMax is not null && before.VolumeMax != after.VolumeMax;
        yield return new Observation(ObservationKinds.VolumeStepped, limitMoved ? 0.2 : before.HasGap ? 0.5 : 0.95, after) { VolumeSteps = to - from };
    }

    private static Guid? OurCommand(Observation fact, PlayerSnapshot after, PlayerCommand? ours) =>
        ours is not null && ours.Explains(fact.Kind) && ours.IsReachedBy(after) ? ours.CommandId : null;

    private static bool IsOtherTrack(PlayerSnapshot before, PlayerSnapshot after) =>
        before.ChapterKey != after.ChapterKey || before.TrackKey != after.TrackKey;

    /// <summary>
    /// The position fell back, to where a track would be that began again since the player last spoke; or the player tells everything, as at
    /// every beginning, and stands at the beginning when it must have got further.
    /// </summary>
    private static bool IsRestart(PlayerSnapshot before, PlayerSnapshot after, PlayerReport news)
    {
        if (before.HasGap || !news.PositionSeconds.IsPresent || !news.ChapterKey.IsPresent) return false;
        if (before.PositionSeconds is not { } was || after.PositionSeconds is not { } now) return false;
        if (now == 0 && news.IsFull && !after.IsBuffering && before.Began?.LeastPositionAt(news.EventUtc) >= PositionTremorSeconds) return true;

        return now < was - PositionTremorSeconds && now <= (before.ElapsedAt(news.EventUtc) ?? BeginningSeconds) + PositionTremorSeconds;
    }

    /// <summary>
    /// A pause or its end, told without naming the track, at a position that lies behind: the message that told of another track was lost.
    /// Where the player is shows only when it tells everything again.
    /// </summary>
    private static bool TellsOfAnotherTrack(PlayerSnapshot before, PlayerSnapshot after, PlayerReport news) =>
        news.PositionSeconds.IsPresent && !news.ChapterKey.IsPresent && after.HasTrack && after.PositionSeconds < before.PositionSeconds - PositionTremorSeconds;

    private static double Sure(PlayerSnapshot before) => before.HasGap ? 0.5 : 0.95;
}
