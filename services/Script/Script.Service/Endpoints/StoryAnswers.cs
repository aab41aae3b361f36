using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ServiceDefaults;
using YotoSmartStream.Stories.Analysis;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Service.Endpoints;

/// <summary>Answers about stories keep the snake_case of the story format.</summary>
internal sealed record SavedAnswer(
    [property: JsonPropertyName("card_id")] string CardId,
    [property: JsonPropertyName("version")] int Version,
    [property: JsonPropertyName("diagnostics")] IReadOnlyList<DiagnosticAnswer> Diagnostics);

internal sealed record ValidationAnswer(
    [property: JsonPropertyName("card_id")] string CardId,
    [property: JsonPropertyName("version")] int Version,
    [property: JsonPropertyName("revision")] int Revision,
    [property: JsonPropertyName("publishable")] bool IsPublishable,
    [property: JsonPropertyName("diagnostics")] IReadOnlyList<DiagnosticAnswer> Diagnostics,
    [property: JsonPropertyName("analysis")] AnalysisAnswer? Analysis);

/// <param name="Walks">How many random walks were taken.</param>
/// <param name="WalksFinished">How many came to an end.</param>
/// <param name="Options">How many options the reachable chapters have.</param>
/// <param name="OptionsTaken">How many of them a walk took.</param>
/// <param name="Shortest">The shortest way that was found.</param>
/// <param name="Typical">Half of the ways are shorter.</param>
/// <param name="Longest">The longest way that was found.</param>
/// <param name="EndingsReached">Endings that a walk reached.</param>
/// <param name="EndingsMissed">Endings that none reached.</param>
internal sealed record AnalysisAnswer(
    [property: JsonPropertyName("walks")] int Walks,
    [property: JsonPropertyName("walks_finished")] int WalksFinished,
    [property: JsonPropertyName("options")] int Options,
    [property: JsonPropertyName("options_taken")] int OptionsTaken,
    [property: JsonPropertyName("shortest")] PathAnswer? Shortest,
    [property: JsonPropertyName("typical")] PathAnswer? Typical,
    [property: JsonPropertyName("longest")] PathAnswer? Longest,
    [property: JsonPropertyName("endings_reached")] IReadOnlyList<string> EndingsReached,
    [property: JsonPropertyName("endings_missed")] IReadOnlyList<string> EndingsMissed)
{
    public static AnalysisAnswer? Of(StoryAnalysis? analysis) => analysis is null ? null : new AnalysisAnswer(
        analysis.Walks,
        analysis.WalksFinished,
        analysis.Options,
        analysis.OptionsTaken,
        PathAnswer.Of(analysis.Shortest),
        PathAnswer.Of(analysis.Typical),
        PathAnswer.Of(analysis.Longest),
        analysis.EndingsReached,
        analysis.EndingsMissed);
}

internal sealed record PathAnswer([property: JsonPropertyName("chapters")] int Chapters, [property: JsonPropertyName("minutes")] double Minutes)
{
    public static PathAnswer? Of(WalkLength? length) => length is { } known ? new PathAnswer(known.Chapters, Math.Round(known.Milliseconds / 60_000.0, 1)) : null;
}

internal sealed record DiagnosticAnswer(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("pointer")] string Pointer,
    [property: JsonPropertyName("severity")] string Severity,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("line"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Line = null,
    [property: JsonPropertyName("column"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Column = null,
    [property: JsonPropertyName("fix"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Fix = null)
{
    public static IReadOnlyList<DiagnosticAnswer> Of(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Select(diagnostic => new DiagnosticAnswer(diagnostic.Code, diagnostic.Pointer, NameOf(diagnostic.Severity), diagnostic.Message, diagnostic.Line, diagnostic.Column, diagnostic.Fix))
        .ToList();

    public static ProblemHttpResult Problem(string code, string sentence, IEnumerable<Diagnostic> diagnostics)
    {
        var problem = Problems.Describe(Error.Invalid(code, sentence));
        problem.Extensions["diagnostics"] = Of(diagnostics);
        return TypedResults.Problem(problem);
    }

    private static string NameOf(Severity severity) => severity switch
    {
        Language.Severity.Hint => "hint",
        Language.Severity.Warning => "warning",
        _ => "error",
    };
}
