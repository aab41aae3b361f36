namespace YotoSmartStream.Simulation.Players;

/// <summary>
/// An interactive card: the player itself maps presses and the end of a track to jumps, without any server. A missing event makes
/// a button inert, and so does a jump to a place that the card does not have. Buttons stay armed after the track has ended.
/// </summary>
internal sealed partial class VirtualPlayer
{
    private const string LeftButton = "onLhb";
    private const string RightButton = "onRhb";
    private const string TrackEnd = "onEnd";

    /// <summary>Whether the press belonged to an interactive card.</summary>
    private bool Chose(string button)
    {
        if (ActiveCard is not { IsInteractive: true } card) return false;
        if (card.TrackAt(_place).Jumps.TryGetValue(button, out var jump)) Follow(card, jump);
        return true;
    }

    private void EndInteractiveTrack(CardLayout card)
    {
        if (card.TrackAt(_place).Jumps.TryGetValue(TrackEnd, out var jump))
        {
            Follow(card, jump);
            if (_status is PlaybackStatus.Playing && HasEnded) Halt();   // The jump led nowhere, so nothing is left to play.
        }
        else if (card.After(_place) is { } next && next.Chapter == _place.Chapter)
        {
            StartTrack(next, 0);
        }
        else
        {
            Halt();
        }
    }

    private void Follow(CardLayout card, TrackJump jump)
    {
        _hasJumped = true;
        switch (jump.Command)
        {
            case "goto" when jump is { ChapterKey: { } chapterKey, TrackKey: { } trackKey } && card.Find(chapterKey, trackKey) is { } target:
                StartTrack(target, 0);
                break;
            case "repeat":
                StartTrack(_place, 0);
                break;
            case "stop" when _status is not PlaybackStatus.Stopped:
                Halt();
                break;
        }
    }

    private bool HasEnded => _audio is { IsComplete: true } audio && _playhead.Seconds >= audio.LengthSeconds;
}
