using System.Reflection;

namespace YotoSmartStream.Standalone.Demo;

/// <summary>
/// The sample story: the seed's Forest Adventure with its missing chapters written, to be spoken by the product itself. A question ends in
/// a silent tail, in which its natural end cannot be taken for a choice (design §7).
/// </summary>
public static class ForestAdventure
{
    public const string CardId = "adventure-001";
    public const string Title = "Forest Adventure";

    /// <summary>Seconds of silence after the last spoken option.</summary>
    private const int TailSeconds = 6;

    private static readonly string[] Questions = ["intro.mp3", "left-path.mp3"];

    /// <summary>What is said in each audio file.</summary>
    public static IReadOnlyDictionary<string, string> Lines { get; } = new Dictionary<string, string>
    {
        ["intro.mp3"] = "You stand at the edge of a dark, green forest. A path goes left, and a path goes right. Turn the knob back to go left, or on to go right.",
        ["left-path.mp3"] = "The left path leads to a cave. It is warm inside, and something is breathing. Turn back to enter the cave, or on to keep walking.",
        ["river.mp3"] = "The right path ends at a river. An otter swims up and pulls you home on a raft of leaves. The end.",
        ["cave.mp3"] = "In the cave a very small bear is snoring. You tuck it in and tiptoe out. The end.",
        ["clearing.mp3"] = "You walk on, and the trees open. A thousand fireflies dance in the clearing, just for you. The end.",
    };

    /// <summary>How long it is quiet after what is said in this file.</summary>
    public static int TailSecondsOf(string fileName) => Questions.Contains(fileName) ? TailSeconds : 0;

    /// <summary>The story in the seed's JSON format 1.0.</summary>
    public static string Script()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("forest-adventure.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
