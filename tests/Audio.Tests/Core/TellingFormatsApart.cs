using System.Text;

namespace YotoSmartStream.AudioFiles.Tests.Core;

public sealed class TellingFormatsApart
{
    private static readonly byte[] Mp3Frame = [0xFF, 0xFB, 0x90, 0x00, .. new byte[413]];   // 128 kbps, 44.1 kHz
    private static readonly byte[] AdtsHeader = [0xFF, 0xF1, 0x50, 0x80, 0x02, 0x1F, 0xFC];

    public static TheoryData<string, byte[], AudioFormat?> FirstBytes => new()
    {
        { "WAV", Text("RIFF....WAVEfmt "), AudioFormat.Wav },
        { "large WAV", Text("RF64....WAVEds64"), AudioFormat.Wav },
        { "AIFF", Text("FORM....AIFFCOMM"), AudioFormat.Aiff },
        { "compressed AIFF", Text("FORM....AIFCFVER"), AudioFormat.Aiff },
        { "FLAC", Text("fLaC...."), AudioFormat.Flac },
        { "Ogg", Text("OggS...."), AudioFormat.Ogg },
        { "M4A", Text("\0\0\0 ftypM4A "), AudioFormat.Mp4 },
        { "AAC", AdtsHeader, AudioFormat.Aac },
        { "MP3", Mp3Frame, AudioFormat.Mp3 },
        { "MP3 after zeros", [.. new byte[100], .. Mp3Frame, .. Mp3Frame], AudioFormat.Mp3 },
        { "MP3 after a tag", [.. Tag(500), .. Mp3Frame], AudioFormat.Mp3 },
        { "FLAC after a tag", [.. Tag(500), .. Text("fLaC")], AudioFormat.Flac },
        { "AAC after a tag longer than the first look", [.. Tag(200_000), .. AdtsHeader], AudioFormat.Aac },
        { "AVI", Text("RIFF....AVI LIST"), AudioFormat.Avi },
        { "FLV", Text("FLV\u0001\u0005"), AudioFormat.Flv },
        { "a playlist", Text("#EXTM3U\n#EXT-X-TARGETDURATION:10\n"), null },
        { "ffconcat", Text("ffconcat version 1.0\nfile /etc/passwd\n"), null },
        { "a session description", Text("v=0\no=- 0 0 IN IP4 127.0.0.1\n"), null },
        { "DASH", Text("<?xml version=\"1.0\"?><MPD>"), null },
        { "MIDI", Text("MThd\0\0\0\u0006"), null },
        { "a web page", Text("<!doctype html><html>"), null },
        { "a UTF-16 text", [0xFF, 0xFE, 0x41, 0x00, 0x42, 0x00], null },
        { "one byte", [0xFF], null },
        { "nothing", [], null },
        { "zeros", new byte[70_000], null },
        { "a frame and then something else", [.. Mp3Frame, .. "something else"u8], null },
        { "less than a frame", Mp3Frame[..400], null },
    };

    [Theory]
    [MemberData(nameof(FirstBytes))]
    public async Task The_first_bytes_tell_the_format_whatever_the_name_says(string what, byte[] bytes, AudioFormat? expected)
    {
        var format = await AudioFormats.SniffAsync(new MemoryStream(bytes), CancellationToken.None);

        Assert.True(expected == format, $"{what} was taken for {format?.ToString() ?? "nothing"}.");
    }

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Tag(int size) =>
        [.. "ID3"u8, 4, 0, 0, (byte)(size >> 21 & 0x7F), (byte)(size >> 14 & 0x7F), (byte)(size >> 7 & 0x7F), (byte)(size & 0x7F), .. new byte[size]];
}
