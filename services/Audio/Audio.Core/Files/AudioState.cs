namespace YotoSmartStream.AudioFiles;

public enum AudioState
{
    /// <summary>The original is stored and waits for its conversion.</summary>
    Received,

    /// <summary>Somebody converts it, as long as <see cref="AudioFile.ClaimedUntil"/> lies ahead.</summary>
    Converting,

    /// <summary>The rendition is stored: it can be played.</summary>
    Ready,

    /// <summary>It cannot become good audio; <see cref="AudioFile.RejectionCode"/> says why.</summary>
    Rejected,
}
