using System.Collections.Immutable;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language;

/// <summary>Turns names into slots, once per story. A target that does not exist is said, and leads nowhere (L2, S8).</summary>
internal sealed class StoryCompiler
{
    private readonly StoryNames _names = new();
    private readonly List<Chapter> _chapters = [];
    private readonly List<Ending> _endings = [];
    private readonly List<Option> _options = [];
    private readonly List<Next.Pick> _picks = [];
    private readonly List<PartCompiler> _parts = [];
    private readonly DiagnosticList _diagnostics;

    private StoryCompiler(IReadOnlyList<StoryPart> parts, DiagnosticList diagnostics)
    {
        _diagnostics = diagnostics;
        foreach (var part in parts)
            _parts.Add(new PartCompiler(part, _parts.Find(other => other.Part == part.Parent), _names, _options, _picks, diagnostics));
    }

    public static StoryGraph Compile(IReadOnlyList<StoryPart> parts, DiagnosticList diagnostics) => new StoryCompiler(parts, diagnostics).Compile();

    private StoryGraph Compile()
    {
        foreach (var part in _parts)
            part.Declare();
        if (_names.ChapterCount > StoryLimits.Chapters || _names.Variables.Count > StoryLimits.Variables)
            _diagnostics.Error(DiagnosticCodes.IncludeLimit, "/includes", $"With what it includes, a story has at most {StoryLimits.Chapters} chapters and {StoryLimits.Variables} variables.");

        var root = _parts[0];
        var start = root.PlaceOf(root.Part.Script.Start);
        foreach (var part in _parts)
        {
            _endings.AddRange(part.CompileEndings(_endings.Count));
            part.CompileChapters(_chapters);
        }

        var hooks = root.Part.Script.Hooks;
        var (resume, bedtime, whoIsPlaying) = (root.CompileHook(hooks.Resume), root.CompileHook(hooks.Bedtime), root.CompileHook(hooks.WhoIsPlaying));
        var migrations = root.CompileMigrations();
        return new StoryGraph(_chapters)
        {
            CardId = root.Part.Script.CardId,
            Title = root.Part.Script.Title,
            Revision = root.Part.Script.Revision,
            Language = root.Part.Script.Language,
            Seed = root.Part.Script.Seed,
            Start = start,
            Places = [.. _names.Places],
            Variables = [.. _names.Variables],
            Collectibles = [.. _names.Collectibles],
            Endings = [.. _endings],
            Options = [.. _options],
            Picks = [.. _picks],
            Checkpoints = [.. _names.Checkpoints],
            ResumeHook = resume,
            BedtimeHook = bedtime,
            WhoIsPlayingHook = whoIsPlaying,
            Migrations = migrations,
            Native = root.Part.Script.Native,
        };
    }
}
