using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Players;

public sealed class Mp3DurationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Audio_measures_the_same_in_pieces_of_any_size(int pieceLength)
    {
        var audio = Mp3.OfFrames(100);
        var duration = new Mp3Duration();

        foreach (var piece in audio.Chunk(pieceLength))
            duration.Feed(piece);

        Assert.Equal(100 * Mp3.SecondsPerFrame, duration.Seconds, precision: 9);
    }

    [Fact]
    public void A_frame_whose_end_is_missing_does_not_count()
    {
        var duration = new Mp3Duration();

        duration.Feed(Mp3.OfFrames(10).AsSpan()[..^1]);

        Assert.Equal(9 * Mp3.SecondsPerFrame, duration.Seconds, precision: 9);
    }

    [Fact]
    public void A_tag_before_the_audio_is_passed_over_even_when_it_holds_what_looks_like_frames()
    {
        byte[] tag = [.. "ID3"u8, 4, 0, 0, 0, 0, 6, 65, .. Mp3.OfFrames(2), 0];   // 6 * 128 + 65 = 833 = 2 frames less one byte
        var duration = new Mp3Duration();

        duration.Feed(tag.AsSpan(0, 10 + 833));
        duration.Feed(Mp3.OfFrames(3));

        Assert.Equal(3 * Mp3.SecondsPerFrame, duration.Seconds, precision: 9);
    }

    [Fact]
    public void Bytes_that_are_no_audio_measure_nothing()
    {
        var duration = new Mp3Duration();

        duration.Feed("<html>This is no audio at all.</html>"u8);

        Assert.Equal(0, duration.Seconds);
    }
}
