using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ServiceDefaults;
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
    [property: JsonPropertyName("diagnostics")] IReadOnlyList<DiagnosticAnswer> Diagnostics);

internal sealed record DiagnosticAnswer(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("pointer")] string Pointer,
    [property: JsonPropertyName("severity")] string Severity,
    [property: JsonPropertyName("message")] string Message)
{
    public static IReadOnlyList<DiagnosticAnswer> Of(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Select(diagnostic => new DiagnosticAnswer(diagnostic.Code, diagnostic.Pointer, NameOf(diagnostic.Severity), diagnostic.Message))
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
