using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Layouts;

/// <summary>What people read of a slot in Yoto's app, and what the contract calls its role.</summary>
internal static class SlotNames
{
    private const int MaxTitleLength = 100;   // Yoto's limit (yoto-cloud §2.13).

    public static string RoleOf(SlotRole role) => role switch
    {
        SlotRole.LeftBridge => "left-bridge",
        SlotRole.RightBridge => "right-bridge",
        SlotRole.Sentinel => "sentinel",
        SlotRole.Rest => "rest",
        _ => "chapter",
    };

    public static string TitleOf(CardSlot slot, StoryGraph graph)
    {
        if (slot.Chapter < 0)
            return "...";
        var chapter = graph.Chapters[slot.Chapter];
        var title = string.IsNullOrWhiteSpace(chapter.Title) ? chapter.Id : chapter.Title;
        return Shown(slot.Role switch
        {
            SlotRole.LeftBridge => $"← {title}",
            SlotRole.RightBridge => $"→ {title}",
            SlotRole.Sentinel or SlotRole.Rest => $"{title} ...",
            _ => title,
        });
    }

    public static string Shown(string title)
    {
        var clean = new string(title.Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter)).Take(MaxTitleLength).ToArray()).Trim();
        return clean.Length == 0 ? "Story" : clean;
    }
}
