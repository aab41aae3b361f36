using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;
using YotoSmartStream.Stories.Layouts;

namespace YotoSmartStream.Stories.Publishing;

/// <summary>What the audio catalogue says of the files that a story names.</summary>
public sealed class StoryAudio
{
    private static readonly Dictionary<string, (string Code, string Sentence)> Problems = new()
    {
        ["audio.not-found"] = (DiagnosticCodes.AudioUnknown, "There is no audio file"),
        ["audio.ambiguous"] = (DiagnosticCodes.AudioAmbiguous, "More than one audio file is called"),
        ["audio.not-ready"] = (DiagnosticCodes.AudioNotReady, "This audio file is not ready yet:"),
    };

    private readonly StoryGraph _graph;
    private readonly Dictionary<string, AudioFact> _facts;

    private StoryAudio(StoryGraph graph, IEnumerable<AudioFact> facts) =>
        (_graph, _facts) = (graph, facts.DistinctBy(fact => fact.Reference).ToDictionary(fact => fact.Reference, StringComparer.Ordinal));

    public static async Task<Result<StoryAudio>> DescribeAsync(
        IAudioCatalog catalog, TenantId tenant, StoryGraph graph, CancellationToken cancellationToken)
    {
        var nudges = graph.Chapters.Select(chapter => chapter.Wait.Nudge).OfType<string>();
        var references = graph.Chapters.SelectMany(chapter => chapter.Sounds).Concat(nudges).Concat(BuiltInSounds.All).Distinct().ToList();
        var facts = await catalog.DescribeAsync(new DescribeAudio(tenant.Value, references), cancellationToken);
        return facts.IsFailure ? facts.Error : new StoryAudio(graph, facts.Value.Items);
    }

    public IReadOnlyDictionary<string, long> Milliseconds =>
        _facts.Values.Where(fact => fact.Problem is null).ToDictionary(fact => fact.Reference, fact => fact.DurationMilliseconds, StringComparer.Ordinal);

    /// <summary>The file behind a reference that has no problem.</summary>
    public Guid IdOf(string reference) => _facts[reference].AudioFileId!.Value;

    /// <summary>Every chapter whose audio cannot be played, in the document's order.</summary>
    public IEnumerable<Diagnostic> Judge(Severity severity)
    {
        foreach (var chapter in _graph.Chapters)
        {
            foreach (var (sound, pointer) in SoundsOf(chapter))
            {
                if (ProblemOf(sound) is not { } problem)
                    continue;
                var (code, sentence) = Problems.GetValueOrDefault(problem, (DiagnosticCodes.AudioNotReady, "This audio file cannot be played:"));
                yield return new Diagnostic(code, pointer, $"{sentence} '{sound}'.", severity);
            }
        }
    }

    /// <summary>What a layout needs and the catalogue lacks, beside the recordings of chapters: built-in sounds and nudges.</summary>
    public IEnumerable<string> MissingOf(StoryLayout layout) => layout.Slots.Select(slot => slot.Audio).Distinct().Where(sound => ProblemOf(sound) is not null);

    public static Diagnostic NothingToHear(Severity severity) => new(DiagnosticCodes.Silent, "/chapters", "No chapter has audio.", severity);

    private static IEnumerable<(string Sound, string Pointer)> SoundsOf(Chapter chapter) => chapter.Audio.IsEmpty
        ? chapter.Sounds.Select(nudge => (nudge, $"{chapter.Pointer}/wait/nudge"))
        : chapter.Audio.Where(variant => variant.File.Length > 0).Select(variant => (variant.File, variant.Pointer));

    private string? ProblemOf(string reference)
    {
        var fact = _facts.GetValueOrDefault(reference);
        return fact is null ? "audio.not-found" : fact.Problem ?? (fact.AudioFileId is null ? "audio.not-found" : null);
    }
}
