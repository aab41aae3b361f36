namespace YotoSmartStream.AudioFiles;

public enum RangeKind
{
    /// <summary>No range, or one that a server may ignore: the whole file is the answer.</summary>
    Whole,

    /// <summary>Some bytes of it.</summary>
    Part,

    /// <summary>Well-formed, but the file has no such bytes.</summary>
    Unsatisfiable,
}

public readonly record struct AskedRange(RangeKind Kind, ByteSpan Span);

/// <summary>
/// The <c>Range</c> header (RFC 9110 §14). Players ask for one range at a time; a request for several is answered with the whole file,
/// which the RFC allows and which no attacker can multiply (security S9).
/// </summary>
public static class RangeHeader
{
    private const string Unit = "bytes=";

    public static AskedRange Read(string? header, long length)
    {
        var whole = new AskedRange(RangeKind.Whole, new(0, length));
        if (header is null || !header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase)) return whole;

        var asked = header.AsSpan(Unit.Length).Trim(" \t");
        var dash = asked.IndexOf('-');
        if (dash < 0 || !TryRead(asked[..dash], out var first) || !TryRead(asked[(dash + 1)..], out var last)) return whole;
        return (first, last) switch
        {
            (null, null) => whole,
            (null, > 0) when length == 0 => whole,      // All there is of nothing, which no Content-Range can say.
            (null, { } suffix) => Part(Math.Max(0, length - suffix), length - 1, length),
            ({ } from, { } to) when to < from => whole,
            ({ } from, _) => Part(from, Math.Min(last ?? long.MaxValue, length - 1), length),
        };
    }

    private static AskedRange Part(long first, long last, long length) => first >= length || last < first
        ? new(RangeKind.Unsatisfiable, default)
        : new(RangeKind.Part, new(first, last - first + 1));

    /// <summary>Nothing is null; a number beyond all files is the largest there is.</summary>
    private static bool TryRead(ReadOnlySpan<char> digits, out long? number)
    {
        number = null;
        if (digits.IsEmpty) return true;
        if (digits.ContainsAnyExceptInRange('0', '9')) return false;
        number = long.TryParse(digits, out var value) ? value : long.MaxValue;
        return true;
    }
}
