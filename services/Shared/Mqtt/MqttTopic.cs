namespace YotoSmartStream.Mqtt;

/// <summary>The rules of topic names and topic filters (MQTT 3.1.1, section 4.7).</summary>
public static class MqttTopic
{
    /// <summary>A name says where a message belongs: at least one character, no wildcard, no U+0000 (4.7.3).</summary>
    public static bool IsValidName(string topic) => topic.Length > 0 && topic.AsSpan().IndexOfAny('+', '#', '\0') < 0;

    /// <summary>A filter may hold <c>+</c> for one whole level and <c>#</c> for all that follow (4.7.1).</summary>
    public static bool IsValidFilter(string filter)
    {
        if (filter.Length == 0 || filter.Contains('\0')) return false;
        for (var i = 0; i < filter.Length; i++)
        {
            if (filter[i] is not ('+' or '#')) continue;
            var startsLevel = i == 0 || filter[i - 1] == '/';
            var endsLevel = i == filter.Length - 1 || (filter[i] == '+' && filter[i + 1] == '/');
            if (!startsLevel || !endsLevel) return false;
        }

        return true;
    }

    /// <summary>Whether the filter has a wildcard, so that it can match more than the name it spells.</summary>
    public static bool HasWildcard(string filter) => filter.AsSpan().IndexOfAny('+', '#') >= 0;

    /// <summary>Whether a message with this topic name goes to a subscriber of this filter. Wildcards never match a leading <c>$</c> (4.7.2).</summary>
    public static bool Matches(string filter, string topic)
    {
        if (topic[0] == '$' && filter[0] is ('+' or '#')) return false;
        var filterRest = filter.AsSpan();
        var topicRest = topic.AsSpan();
        while (true)
        {
            var filterLevel = NextLevel(filterRest, out var filterNext);
            if (filterLevel is "#") return true;
            var topicLevel = NextLevel(topicRest, out var topicNext);
            if (filterLevel is not "+" && !filterLevel.SequenceEqual(topicLevel)) return false;

            if (topicNext < 0) return filterNext < 0 || filterRest[filterNext..] is "#";   // "sport/#" also matches "sport" (4.7.1.2).
            if (filterNext < 0) return false;
            filterRest = filterRest[filterNext..];
            topicRest = topicRest[topicNext..];
        }
    }

    private static ReadOnlySpan<char> NextLevel(ReadOnlySpan<char> rest, out int next)
    {
        var slash = rest.IndexOf('/');
        next = slash < 0 ? -1 : slash + 1;
        return slash < 0 ? rest : rest[..slash];
    }
}
