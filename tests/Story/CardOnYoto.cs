using System.Security.Cryptography;
using System.Text.Json;

namespace YotoSmartStream.StoryDriver;

/// <summary>
/// The published card, read from the Yoto cloud: which chapter key plays which story chapter is found by the bytes behind its URL,
/// not by asking the product. Beside each story chapter lie its bridges (yoto-cloud §5.4).
/// </summary>
public sealed class CardOnYoto
{
    private readonly List<Slot> _slots;

    private CardOnYoto(List<Slot> slots) => _slots = slots;

    /// <param name="document">The card as the cloud keeps it.</param>
    /// <param name="audioHashes">SHA-256 (hex) of each story chapter's rendition.</param>
    /// <param name="client">Downloads every track, as a player would.</param>
    public static async Task<CardOnYoto> ReadAsync(JsonElement document, IReadOnlyDictionary<string, string> audioHashes, HttpClient client)
    {
        var slots = new List<Slot>();
        foreach (var chapter in document.GetProperty("content").GetProperty("chapters").EnumerateArray())
        {
            var url = chapter.GetProperty("tracks")[0].GetProperty("trackUrl").GetString()!;
            var hash = Convert.ToHexStringLower(SHA256.HashData(await client.GetByteArrayAsync(url)));
            var storyChapter = audioHashes.FirstOrDefault(audio => audio.Value == hash).Key;
            slots.Add(new Slot(chapter.GetProperty("key").GetString()!, hash, storyChapter));
        }

        return new CardOnYoto(slots);
    }

    public Slot Of(string storyChapter) => _slots.Single(slot => slot.StoryChapter == storyChapter);

    public Slot LeftOf(string storyChapter) => _slots[_slots.IndexOf(Of(storyChapter)) - 1];

    public Slot RightOf(string storyChapter) => _slots[_slots.IndexOf(Of(storyChapter)) + 1];
}

/// <summary>A chapter of the card.</summary>
/// <param name="Key">Exact.</param>
/// <param name="Sha256">Of its audio, hex.</param>
/// <param name="StoryChapter">Null for a bridge.</param>
public sealed record Slot(string Key, string Sha256, string? StoryChapter);
