namespace YotoSmartStream.Stories.Language;

/// <summary>One of the documents that a story is made of.</summary>
/// <param name="Script">What was read.</param>
/// <param name="Prefix">Stands before all its names (I1).</param>
/// <param name="Parent">The document that includes it, null for the story itself.</param>
/// <param name="Include">How it is included.</param>
internal sealed record StoryPart(StoryScript Script, string Prefix, StoryPart? Parent, IncludeScript? Include);

/// <summary>Gathers a story and what it includes, depth first, within the limits of I1.</summary>
internal sealed class StoryComposer(StoryLibrary library, DiagnosticList diagnostics)
{
    private readonly List<StoryPart> _parts = [];

    public IReadOnlyList<StoryPart> Compose(StoryScript story)
    {
        Add(new StoryPart(story, "", null, null), [story.CardId]);
        return _parts;
    }

    private void Add(StoryPart part, IReadOnlyList<string> way)
    {
        _parts.Add(part);
        foreach (var include in part.Script.Includes)
        {
            if (_parts.Count > StoryLimits.Includes)
            {
                Refuse(include, $"A story is made of at most {StoryLimits.Includes} others.");
                return;
            }

            if (way.Contains(include.Story))
                Refuse(include, $"'{include.Story}' would include itself.");
            else if (way.Count > StoryLimits.IncludeDepth)
                Refuse(include, $"Includes nest at most {StoryLimits.IncludeDepth} deep.");
            else if (Read(include) is { } script)
                Add(new StoryPart(script, $"{part.Prefix}{include.Prefix}/", part, include), [.. way, include.Story]);
        }
    }

    private StoryScript? Read(IncludeScript include)
    {
        if (library.Find(include.Story, include.Revision) is not { } document)
        {
            diagnostics.Warning(DiagnosticCodes.Dangling, $"{include.Pointer}/script", $"There is no story '{include.Story}' to include.");
            return null;
        }

        return JsonScreening.Passes(document.Span, StoryLimits.DocumentBytes, diagnostics, include.Pointer)
            ? StoryReader.Read(document, diagnostics, include.Pointer)
            : null;
    }

    private void Refuse(IncludeScript include, string sentence) => diagnostics.Error(DiagnosticCodes.IncludeLimit, include.Pointer, sentence);
}
