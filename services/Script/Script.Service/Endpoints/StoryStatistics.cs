using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Stories.Service.Persistence;

namespace YotoSmartStream.Stories.Service.Endpoints;

/// <summary>Counts how children went through a story, from the newest steps of the diary.</summary>
internal static class StoryStatistics
{
    private const int MaxSteps = 20_000;

    public static async Task<StatisticsAnswer> CountAsync(ScriptDbContext database, string cardId, CancellationToken cancellationToken)
    {
        var newest = await database.Steps.AsNoTracking()
            .Where(step => step.CardId == cardId)
            .OrderByDescending(step => step.TakenAt).ThenByDescending(step => step.Number)
            .Take(MaxSteps)
            .Select(step => new Taken(step.PlaythroughId, step.Number, step.Edges, step.Output, step.IsOver, step.Ending))
            .ToListAsync(cancellationToken);
        var choices = newest.SelectMany(step => step.Edges.Split(' ', StringSplitOptions.RemoveEmptyEntries)).CountBy(edge => edge)
            .Select(count => new ChoiceCount(count.Key, count.Value)).OrderByDescending(count => count.Count).ThenBy(count => count.Pointer, StringComparer.Ordinal);
        var endings = newest.Where(step => step.IsOver).CountBy(step => step.Ending ?? "")
            .Select(count => new EndingCount(count.Key.Length == 0 ? null : count.Key, count.Value)).OrderByDescending(count => count.Count);
        var lengths = newest.GroupBy(step => step.PlaythroughId).SelectMany(steps => LengthsOf(steps.OrderBy(step => step.Number))).Order().ToList();
        return new StatisticsAnswer(
            cardId,
            newest.Count,
            newest.Select(step => step.PlaythroughId).Distinct().Count(),
            [.. choices],
            [.. endings],
            lengths.Count == 0 ? null : new LengthsAnswer(lengths[0], lengths[lengths.Count / 2], lengths[^1]));
    }

    /// <summary>How many chapters were heard in each session that came to an end.</summary>
    private static IEnumerable<int> LengthsOf(IEnumerable<Taken> steps)
    {
        var heard = 0;
        foreach (var step in steps)
        {
            heard += step.Output == "play" ? 1 : 0;
            if (!step.IsOver)
                continue;
            yield return heard;
            heard = 0;
        }
    }

    private sealed record Taken(Guid PlaythroughId, int Number, string Edges, string Output, bool IsOver, string? Ending);
}

/// <param name="CardId">Our card.</param>
/// <param name="Steps">How many steps were counted: the newest ones.</param>
/// <param name="Playthroughs">Of how many playthroughs.</param>
/// <param name="Choices">How often each option was taken.</param>
/// <param name="Endings">How often each ending was reached; null stands for an end without one.</param>
/// <param name="Lengths">Chapters heard until the end; null before the first end.</param>
internal sealed record StatisticsAnswer(
    [property: JsonPropertyName("card_id")] string CardId,
    [property: JsonPropertyName("steps")] int Steps,
    [property: JsonPropertyName("playthroughs")] int Playthroughs,
    [property: JsonPropertyName("choices")] IReadOnlyList<ChoiceCount> Choices,
    [property: JsonPropertyName("endings")] IReadOnlyList<EndingCount> Endings,
    [property: JsonPropertyName("path_lengths")] LengthsAnswer? Lengths);

internal sealed record ChoiceCount([property: JsonPropertyName("pointer")] string Pointer, [property: JsonPropertyName("count")] int Count);

internal sealed record EndingCount([property: JsonPropertyName("ending")] string? Ending, [property: JsonPropertyName("count")] int Count);

internal sealed record LengthsAnswer(
    [property: JsonPropertyName("shortest")] int Shortest,
    [property: JsonPropertyName("typical")] int Typical,
    [property: JsonPropertyName("longest")] int Longest);
