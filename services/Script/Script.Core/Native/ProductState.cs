using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Native;

/// <summary>A state of the story after a step, with what it asks of the player and where each input leads.</summary>
internal sealed class ProductState(StoryState state, StoryOutput output, string memory)
{
    public const int Inert = -1;

    public StoryState State { get; } = state;

    public StoryOutput Output { get; } = output;

    /// <summary>Everything that is remembered, but not how the player rests: two states with one memory differ in nothing else.</summary>
    public string Memory { get; } = memory;

    /// <summary>Left, right, and what happens when the audio or the waiting is over.</summary>
    public int[] Targets { get; } = [Inert, Inert, Inert];

    /// <summary>The chapters on the way to each target: what tells two ways apart.</summary>
    public string[] Ways { get; } = ["", "", ""];

    /// <summary>What a listener notices here.</summary>
    public (string? Audio, int Silence, int Chapter) Heard => Output.Kind switch
    {
        OutputKind.Play => (Output.Audio, 0, State.Chapter),
        OutputKind.Wait => (null, Output.TimerSeconds, State.Chapter),
        _ => (null, 1, State.Chapter),
    };

    /// <summary>The input that the passing of time is.</summary>
    public StoryInput? TimePasses => State.Phase switch
    {
        StoryPhase.Playing => StoryInput.End,
        StoryPhase.Waiting => StoryInput.Timeout,
        _ => null,
    };
}
