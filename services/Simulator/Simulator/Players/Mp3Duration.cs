namespace YotoSmartStream.Simulation.Players;

/// <summary>
/// Measures MP3 audio by its frame headers while the bytes arrive in pieces of any size. An ID3 tag at the start is passed over;
/// a frame counts once all of it has arrived. Bytes that are no MP3 measure zero.
/// </summary>
internal sealed class Mp3Duration
{
    private const int HeaderLength = 4;
    private const int TagHeaderLength = 10;

    private readonly byte[] _tagHeader = new byte[TagHeaderLength];
    private uint _header;
    private int _headerBytes;
    private long _bytesToSkip;
    private double _secondsOfFrame;
    private int _tagHeaderBytes;

    public double Seconds { get; private set; }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_bytesToSkip > 0)
            {
                var skipped = (int)Math.Min(_bytesToSkip, bytes.Length);
                bytes = bytes[skipped..];
                Skip(skipped);
            }
            else
            {
                TakeHeaderByte(bytes[0]);
                bytes = bytes[1..];
            }
        }
    }

    private void Skip(int count)
    {
        _bytesToSkip -= count;
        if (_bytesToSkip > 0) return;
        Seconds += _secondsOfFrame;
        _secondsOfFrame = 0;
    }

    private void TakeHeaderByte(byte value)
    {
        if (_tagHeaderBytes < TagHeaderLength && IsInsideTagHeader(value)) return;

        _header = (_header << 8) | value;
        if (++_headerBytes < HeaderLength) return;
        if (Mp3FrameHeader.TryParse(_header, out var frame))
        {
            _bytesToSkip = frame.LengthInBytes - HeaderLength;
            _secondsOfFrame = frame.Seconds;
            _headerBytes = 0;
        }
        else
        {
            _headerBytes = HeaderLength - 1;   // Look for the next frame one byte further on.
        }
    }

    // Only the very first bytes of a file can begin a tag; its size is four bytes of seven bits.
    private bool IsInsideTagHeader(byte value)
    {
        ReadOnlySpan<byte> mark = "ID3"u8;
        if (_tagHeaderBytes < mark.Length && value != mark[_tagHeaderBytes])
        {
            for (var index = 0; index < _tagHeaderBytes; index++)
                _header = (_header << 8) | _tagHeader[index];
            _headerBytes = _tagHeaderBytes;
            _tagHeaderBytes = TagHeaderLength;
            return false;
        }

        _tagHeader[_tagHeaderBytes++] = value;
        if (_tagHeaderBytes == TagHeaderLength)
            _bytesToSkip = _tagHeader.AsSpan(6, 4).ToArray().Aggregate(0L, (size, part) => (size << 7) | (uint)(part & 0x7F));
        return true;
    }
}

/// <summary>What one MPEG audio layer III frame says of itself.</summary>
internal readonly record struct Mp3FrameHeader(int LengthInBytes, double Seconds)
{
    private static readonly int[] KilobitsOfVersion1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] KilobitsOfVersion2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] HertzOfVersion1 = [44100, 48000, 32000];

    public static bool TryParse(uint header, out Mp3FrameHeader frame)
    {
        frame = default;
        var isSynchronised = header >> 21 == 0x7FF;
        var version = header >> 19 & 0b11;
        var isLayer3 = (header >> 17 & 0b11) is 0b01;
        var bitrate = (int)(header >> 12 & 0b1111);
        var rate = (int)(header >> 10 & 0b11);
        if (!isSynchronised || !isLayer3 || version is 0b01 || bitrate is 0 or 15 || rate is 3) return false;

        var isVersion1 = version is 0b11;
        var hertz = HertzOfVersion1[rate] / (version switch { 0b11 => 1, 0b10 => 2, _ => 4 });
        var bitsPerSecond = (isVersion1 ? KilobitsOfVersion1 : KilobitsOfVersion2)[bitrate] * 1000;
        var samples = isVersion1 ? 1152 : 576;
        var padding = (int)(header >> 9 & 1);
        frame = new Mp3FrameHeader(samples / 8 * bitsPerSecond / hertz + padding, (double)samples / hertz);
        return true;
    }
}
