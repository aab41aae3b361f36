using System.Text.Json;

namespace YotoSmartStream.Stories.Language;

/// <summary>
/// Refuses JSON that would be read differently by different readers, or that costs too much: bad syntax, duplicate keys,
/// broken Unicode, deep nesting (L1). What passes can be read without an exception.
/// </summary>
internal static class JsonScreening
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    /// <returns>Whether the document may be read.</returns>
    public static bool Passes(ReadOnlySpan<byte> utf8, int maxBytes, DiagnosticList diagnostics, string pointer = "")
    {
        if (utf8.Length > maxBytes)
        {
            diagnostics.Error(DiagnosticCodes.BytesLimit, pointer, $"The document has {utf8.Length} bytes; at most {maxBytes} are accepted.");
            return false;
        }

        var containers = new Stack<Container>();
        try
        {
            return Walk(utf8, containers, diagnostics, pointer);
        }
        catch (JsonException exception)
        {
            var place = $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
            diagnostics.Error(DiagnosticCodes.Json, pointer + PointerOf(containers), $"This is not JSON: look at {place}.");
            return false;
        }
        catch (InvalidOperationException)   // The reader's word for text that is not Unicode.
        {
            diagnostics.Error(DiagnosticCodes.Json, pointer + PointerOf(containers), "A text here is not valid Unicode.");
            return false;
        }
    }

    private static bool Walk(ReadOnlySpan<byte> utf8, Stack<Container> containers, DiagnosticList diagnostics, string pointer)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        var passes = true;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var container = containers.Peek();
                    container.Member = reader.GetString()!;
                    if (!container.Names!.Add(container.Member))
                    {
                        diagnostics.Error(DiagnosticCodes.Json, pointer + PointerOf(containers), $"The key '{container.Member}' occurs twice in one object.");
                        passes = false;
                    }

                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    containers.Pop();
                    continue;
                case JsonTokenType.String:
                    _ = reader.GetString();
                    break;
            }

            if (containers.TryPeek(out var parent) && parent.Names is null)
                parent.Index++;
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                continue;
            if (containers.Count >= StoryLimits.Depth)
            {
                diagnostics.Error(DiagnosticCodes.DepthLimit, pointer + PointerOf(containers), $"The document nests deeper than {StoryLimits.Depth} levels.");
                return false;
            }

            containers.Push(new Container(reader.TokenType == JsonTokenType.StartObject));
        }

        return passes;
    }

    private static string PointerOf(Stack<Container> containers)
    {
        var steps = containers.Reverse().Select(container => container.Step).Where(step => step is not null);
        return string.Concat(steps.Select(step => "/" + JsonPlace.Escape(step!)));
    }

    private sealed class Container(bool isObject)
    {
        public HashSet<string>? Names { get; } = isObject ? new HashSet<string>(StringComparer.Ordinal) : null;

        public string? Member { get; set; }

        public int Index { get; set; } = -1;

        public string? Step => Names is not null ? Member : Index < 0 ? null : Index.ToString();
    }
}
