using System.Text.Json;

namespace YotoSmartStream.Stories.Language;

internal static class WaitReader
{
    private static readonly HashSet<string> Fields = ["timeout_s", "nudge", "max_nudges", "idle_stop_s"];

    public static WaitScript Read(JsonPlace? place)
    {
        if (place is not { } wait)
            return WaitScript.Empty;
        if (wait.Kind != JsonValueKind.Object)
            wait.Refuse("How to wait is an object with timeout_s, nudge, max_nudges, idle_stop_s.");
        wait.HintUnknown(Fields);
        return new WaitScript(
            wait.Member("timeout_s")?.Whole(3, 600),
            wait.Member("nudge")?.Text(),
            wait.Member("max_nudges")?.Whole(0, 5),
            wait.Member("idle_stop_s")?.Whole(3, 3600));
    }
}
