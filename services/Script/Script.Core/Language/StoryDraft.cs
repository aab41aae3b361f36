using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language;

/// <summary>A document that was read: what is to say about it and, unless that forbids it, the story that runs.</summary>
/// <param name="Diagnostics">What is wrong, and what is worth knowing.</param>
/// <param name="Graph">Null when an error forbids running (L2).</param>
/// <param name="Script">As written, null when it is not even a story.</param>
public sealed record StoryDraft(IReadOnlyList<Diagnostic> Diagnostics, StoryGraph? Graph, StoryScript? Script)
{
    /// <summary>A draft may have warnings; a broken one is not kept.</summary>
    public bool CanBeKept => Graph is not null;

    /// <summary>What stands between the draft and a publication: errors, and every target that does not exist (L2).</summary>
    public IEnumerable<Diagnostic> Obstacles =>
        Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error || diagnostic.Code == DiagnosticCodes.Dangling);

    /// <summary>Reads anything; hostile bytes become diagnostics, never an exception.</summary>
    public static StoryDraft Read(ReadOnlyMemory<byte> utf8, StoryLibrary? library = null)
    {
        var document = WithoutByteOrderMark(utf8);
        var diagnostics = new DiagnosticList();
        if (!JsonScreening.Passes(document.Span, StoryLimits.DocumentBytes, diagnostics) || StoryReader.Read(document, diagnostics) is not { } script)
            return new StoryDraft(diagnostics.Items, null, null);

        var parts = new StoryComposer(library ?? StoryLibrary.Empty, diagnostics).Compose(script);
        var graph = StoryCompiler.Compile(parts, diagnostics);
        return new StoryDraft(diagnostics.Items, diagnostics.HasErrors ? null : graph, script);
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
}
