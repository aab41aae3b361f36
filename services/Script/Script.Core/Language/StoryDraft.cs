using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language;

/// <summary>A document that was read: what is to say about it and, unless that forbids it, the story that runs.</summary>
/// <param name="Diagnostics">In the document's order.</param>
/// <param name="Graph">Null when an error forbids running (L2).</param>
public sealed record StoryDraft(IReadOnlyList<Diagnostic> Diagnostics, StoryGraph? Graph)
{
    /// <summary>A draft with parts that cannot be played yet is kept; a broken one is not.</summary>
    public bool CanBeKept => Diagnostics.All(diagnostic => diagnostic.Severity != Severity.Error || diagnostic.Code == DiagnosticCodes.Unsupported);

    /// <summary>What stands between the draft and a publication: errors, and every target that does not exist (L2).</summary>
    public IEnumerable<Diagnostic> Obstacles =>
        Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error || diagnostic.Code == DiagnosticCodes.Dangling);

    /// <summary>Reads anything; hostile bytes become diagnostics, never an exception.</summary>
    public static StoryDraft Read(ReadOnlyMemory<byte> utf8)
    {
        var document = WithoutByteOrderMark(utf8);
        var diagnostics = new DiagnosticList();
        if (!JsonScreening.Passes(document.Span, StoryLimits.DocumentBytes, diagnostics))
            return new StoryDraft(diagnostics.Items, null);

        var script = StoryReader.Read(document, diagnostics);
        var graph = script is null ? null : StoryCompiler.Compile(script, diagnostics);
        return new StoryDraft(diagnostics.Items, diagnostics.HasErrors ? null : graph);
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
}
