using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language.Guards;

/// <summary>What the names in a guard stand for; they depend on the story in which it is written.</summary>
internal interface IGuardNames
{
    IEnumerable<string> VariableNames { get; }

    /// <returns>Null if there is none.</returns>
    Variable? FindVariable(string name);

    /// <returns>The slot, or -1 if there is none.</returns>
    int FindChapter(string id);

    int FindCollectible(string id);

    int FindEnding(string id);

    /// <summary>Says that a guard asks for something that does not exist (L2).</summary>
    void Dangles(string what, string id, GuardNode asked);
}
