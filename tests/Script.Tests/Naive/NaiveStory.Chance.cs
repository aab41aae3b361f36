using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Tests.Naive;

/// <summary>Picks, recordings and random numbers: the rules P, A, R.</summary>
internal sealed partial class NaiveStory
{
    private int? Pick(JsonArray items, string mode, string pointer)
    {
        var eligible = Enumerable.Range(0, items.Count).ToList().FindAll(index => Holds(items[index]!["when"]));
        if (eligible.Count == 0)
            return null;
        if (!_picks.TryGetValue(pointer, out var memory))
            memory = _picks[pointer] = new NaivePick();
        int Weight(int index) => Whole(items[index]!["weight"], 1);
        int chosen;
        switch (mode)
        {
            case "random":
                chosen = Weighted(eligible, Weight);
                break;
            case "shuffle":
                var left = eligible.Except(memory.Used).ToList();
                if (left.Count == 0)
                {
                    memory.Used.Clear();
                    left = eligible.Where(index => index != memory.Last).ToList();
                    if (left.Count == 0)
                        left = eligible;
                }

                chosen = Weighted(left, Weight);
                memory.Used.Add(chosen);
                break;
            case "once":
                var fresh = eligible.Except(memory.Used).ToList();
                if (fresh.Count == 0)
                    return null;
                chosen = fresh[0];
                memory.Used.Add(chosen);
                break;
            case "cycle":
                chosen = eligible.Where(index => index >= memory.Position).DefaultIfEmpty(eligible[0]).First();
                memory.Position = chosen + 1 == items.Count ? 0 : chosen + 1;
                break;
            default:
                chosen = eligible.Where(index => index >= memory.Position).DefaultIfEmpty(eligible[^1]).First();
                memory.Position = Math.Max(memory.Position, Math.Min(chosen + 1, items.Count - 1));
                break;
        }

        memory.Last = chosen;
        return chosen;
    }

    private int Weighted(List<int> candidates, Func<int, int> weight)
    {
        var drawn = Draw(candidates.Sum(weight));
        var running = 0;
        foreach (var candidate in candidates)
        {
            running += weight(candidate);
            if (drawn < running)
                return candidate;
        }

        throw new InvalidOperationException("A draw fell outside the sum of the weights.");
    }

    private string? ChooseAudio(JsonNode? audio)
    {
        if (audio is null)
            return null;
        if (audio is JsonValue single)
            return (string?)single;
        List<(string File, string? Lang, JsonNode? When, int? Weight)> variants = audio is JsonObject perLanguage
            ? [.. perLanguage.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => ((string)entry.Value!, (string?)entry.Key, (JsonNode?)null, (int?)null))]
            : [.. audio.AsArray().Select(item => ((string)item!["file"]!, (string?)item["lang"], item["when"], (int?)item["weight"]))];
        variants = variants.FindAll(variant => Holds(variant.When));
        if (variants.Count == 0)
            return null;

        var asked = (string?)_event["lang"];
        string?[] wanted = [asked, asked?.Contains('-') == true ? asked.Split('-')[0] : null, (string?)_story["lang"]];
        var language = wanted.FirstOrDefault(candidate => candidate is not null && variants.Any(variant => Same(variant.Lang, candidate)));
        if (language is not null)
            variants = variants.FindAll(variant => variant.Lang is null || Same(variant.Lang, language));
        else if (variants.Any(variant => variant.Lang is null))
            variants = variants.FindAll(variant => variant.Lang is null);
        else
            variants = variants.FindAll(variant => Same(variant.Lang, variants.Select(other => other.Lang!).Order(StringComparer.Ordinal).First()));
        if (variants.All(variant => variant.Weight is null))
            return variants[0].File;
        return variants[Weighted([.. Enumerable.Range(0, variants.Count)], index => variants[index].Weight ?? 1)].File;
    }

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private int Draw(long count)
    {
        var modulus = BigInteger.One << 64;
        var state = (new BigInteger(_random) + BigInteger.Parse("09E3779B97F4A7C15", NumberStyles.HexNumber)) % modulus;
        _random = (ulong)state;
        var mixed = (state ^ (state >> 30)) * BigInteger.Parse("0BF58476D1CE4E5B9", NumberStyles.HexNumber) % modulus;
        mixed = (mixed ^ (mixed >> 27)) * BigInteger.Parse("094D049BB133111EB", NumberStyles.HexNumber) % modulus;
        mixed ^= mixed >> 31;
        return (int)(((mixed >> 32) * count) >> 32);
    }
}
