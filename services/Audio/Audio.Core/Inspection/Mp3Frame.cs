namespace YotoSmartStream.AudioFiles;

/// <summary>The header of one frame of MPEG audio (ISO 11172-3, ISO 13818-3).</summary>
public readonly record struct Mp3Frame(bool IsMpeg1, int Layer, int BitrateKbps, int SampleRate, int Channels, int Samples, int SideInformationBytes, int LengthBytes)
{
    public const int HeaderBytes = 4;

    private static ReadOnlySpan<int> Mpeg1Layer1 => [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];

    private static ReadOnlySpan<int> Mpeg1Layer2 => [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];

    private static ReadOnlySpan<int> Mpeg1Layer3 => [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

    private static ReadOnlySpan<int> Mpeg2Layer1 => [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];

    private static ReadOnlySpan<int> Mpeg2Layers23 => [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    private static ReadOnlySpan<int> Mpeg1SampleRates => [44100, 48000, 32000];

    public static bool TryRead(ReadOnlySpan<byte> bytes, out Mp3Frame frame)
    {
        frame = default;
        if (bytes.Length < HeaderBytes || bytes[0] != 0xFF || (bytes[1] & 0xE0) != 0xE0) return false;

        var version = (bytes[1] >> 3) & 3;           // 0: MPEG 2.5, 2: MPEG 2, 3: MPEG 1
        var layer = 4 - ((bytes[1] >> 1) & 3);
        var bitrateIndex = bytes[2] >> 4;
        var rateIndex = (bytes[2] >> 2) & 3;
        if (version == 1 || layer == 4 || bitrateIndex is 0 or 15 || rateIndex == 3) return false;

        var mpeg1 = version == 3;
        var bitrateKbps = Bitrates(mpeg1, layer)[bitrateIndex];
        var sampleRate = Mpeg1SampleRates[rateIndex] >> (version switch { 3 => 0, 2 => 1, _ => 2 });
        var samples = layer switch { 1 => 384, 2 => 1152, _ => mpeg1 ? 1152 : 576 };
        var padding = (bytes[2] >> 1) & 1;
        var lengthBytes = layer == 1
            ? ((12 * bitrateKbps * 1000 / sampleRate) + padding) * 4
            : (samples / 8 * bitrateKbps * 1000 / sampleRate) + padding;

        var mono = bytes[3] >> 6 == 3;
        var sideInformationBytes = (mpeg1, mono) switch { (true, false) => 32, (true, true) or (false, false) => 17, _ => 9 };
        frame = new(mpeg1, layer, bitrateKbps, sampleRate, mono ? 1 : 2, samples, sideInformationBytes, lengthBytes);
        return true;
    }

    private static ReadOnlySpan<int> Bitrates(bool mpeg1, int layer) => (mpeg1, layer) switch
    {
        (true, 1) => Mpeg1Layer1,
        (true, 2) => Mpeg1Layer2,
        (true, _) => Mpeg1Layer3,
        (false, 1) => Mpeg2Layer1,
        _ => Mpeg2Layers23,
    };
}
