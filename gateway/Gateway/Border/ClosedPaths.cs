namespace YotoSmartStream.Gateways.Border;

/// <summary>
/// <c>/internal</c>, however it is written. A path is read as the most lenient reader behind us could read it: decoded again and
/// again, backslashes as slashes, dot segments resolved.
/// </summary>
internal static class ClosedPaths
{
    private const int MaxDecodings = 8;

    public static bool Contain(PathString path)
    {
        var text = path.Value ?? "";
        for (var decodings = 0; decodings < MaxDecodings; decodings++)
        {
            if (FirstSegment(text).Equals("internal", StringComparison.OrdinalIgnoreCase)) return true;
            var decoded = Uri.UnescapeDataString(text);
            if (decoded == text) return false;
            text = decoded;
        }

        return true;   // Nobody encodes this often in good faith.
    }

    private static string FirstSegment(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Replace('\\', '/').Split('/'))
        {
            var name = segment.Split(';')[0].Trim();
            if (name is "" or ".") continue;
            if (name != "..") segments.Add(name);
            else if (segments.Count > 0) segments.RemoveAt(segments.Count - 1);
        }

        return segments.Count > 0 ? segments[0] : "";
    }
}
