using System.Runtime.CompilerServices;

namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>The frames of a rendition from any of them on. Since all of it is exactly 128 kbps, a frame's place can be computed.</summary>
internal static class RenditionFrames
{
    private const int MaxFrameBytes = 418;

    /// <summary>So many frames in a row are no coincidence.</summary>
    private const int Witnesses = 3;

    /// <param name="rendition">From its beginning; it is read forwards only.</param>
    /// <param name="first">Which frame comes first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async IAsyncEnumerable<RenditionFrame> ReadAsync(Stream rendition, long first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new LookaheadReader(rendition);
        var place = (long)(first * Rendition.FrameBytes);
        var from = Math.Max(0, place - MaxFrameBytes);
        await reader.SkipAsync(from, cancellationToken);
        var around = await reader.PeekAsync((2 + Witnesses) * MaxFrameBytes, cancellationToken);
        if (FrameNearest((int)(place - from), around.Span) is not { } start) yield break;

        await reader.SkipAsync(start, cancellationToken);
        while ((await reader.PeekAsync(MaxFrameBytes, cancellationToken)) is { Length: >= Mp3Frame.HeaderBytes } bytes)
        {
            if (!TryRead(bytes.Span, out var header)) throw new InvalidDataException("A rendition has a hole.");
            if (bytes.Length < header.LengthBytes) yield break;
            yield return new(header, bytes[..header.LengthBytes]);
            await reader.SkipAsync(header.LengthBytes, cancellationToken);
        }
    }

    private static int? FrameNearest(int place, ReadOnlySpan<byte> bytes)
    {
        int? nearest = null;
        for (var start = 0; start < bytes.Length && start <= place + MaxFrameBytes; start++)
        {
            if ((nearest is null || Math.Abs(start - place) < Math.Abs(nearest.Value - place)) && BeginsFrames(bytes[start..])) nearest = start;
        }

        return nearest;
    }

    /// <summary>At the very end there are fewer.</summary>
    private static bool BeginsFrames(ReadOnlySpan<byte> bytes)
    {
        for (var frame = 0; frame < Witnesses; frame++)
        {
            if (bytes.Length < Mp3Frame.HeaderBytes) return frame > 0;
            if (!TryRead(bytes, out var header)) return false;
            bytes = bytes[Math.Min(header.LengthBytes, bytes.Length)..];
        }

        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, out Mp3Frame frame) =>
        Mp3Frame.TryRead(bytes, out frame) && frame is { IsMpeg1: true, Layer: 3, BitrateKbps: 128, SampleRate: Rendition.SampleRate };
}
