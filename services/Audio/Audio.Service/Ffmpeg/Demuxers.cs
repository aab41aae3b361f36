namespace YotoSmartStream.AudioFiles.Service.Ffmpeg;

/// <summary>
/// The readers of ffmpeg that may see a family's bytes: containers of sound that lie in one file. None of them opens another file or an
/// address, as playlists do (HLS, DASH, concat, SDP). Where one hands a part of its bytes on to a second reader, as AVI does with subtitles,
/// that reader must be on the list too, and no reader of text is (security S22).
/// </summary>
internal static class Demuxers
{
    private static readonly Dictionary<AudioFormat, string> Names = new()
    {
        [AudioFormat.Wav] = "wav",
        [AudioFormat.Mp3] = "mp3",
        [AudioFormat.Flac] = "flac",
        [AudioFormat.Ogg] = "ogg",
        [AudioFormat.Mp4] = "mov",
        [AudioFormat.Aiff] = "aiff",
        [AudioFormat.Aac] = "aac",
        [AudioFormat.Wave64] = "w64",
        [AudioFormat.Matroska] = "matroska",
        [AudioFormat.Asf] = "asf",
        [AudioFormat.Caf] = "caf",
        [AudioFormat.Au] = "au",
        [AudioFormat.Amr] = "amr",
        [AudioFormat.Ac3] = "ac3",
        [AudioFormat.Eac3] = "eac3",
        [AudioFormat.Dts] = "dts",
        [AudioFormat.DtsHd] = "dtshd",
        [AudioFormat.MonkeysAudio] = "ape",
        [AudioFormat.WavPack] = "wv",
        [AudioFormat.TrueAudio] = "tta",
        [AudioFormat.Tak] = "tak",
        [AudioFormat.Musepack7] = "mpc",
        [AudioFormat.Musepack8] = "mpc8",
        [AudioFormat.Dsf] = "dsf",
        [AudioFormat.Iff] = "iff",
        [AudioFormat.Shorten] = "shn",
        [AudioFormat.OpenMg] = "oma",
        [AudioFormat.Voc] = "voc",
        [AudioFormat.Xwma] = "xwma",
        [AudioFormat.Latm] = "loas",
        [AudioFormat.Ircam] = "ircam",
        [AudioFormat.Sox] = "sox",
        [AudioFormat.Nist] = "nistsphere",
        [AudioFormat.Adx] = "adx",
        [AudioFormat.Mlp] = "mlp",
        [AudioFormat.TrueHd] = "truehd",
        [AudioFormat.Spdif] = "spdif",
        [AudioFormat.Avi] = "avi",
        [AudioFormat.Flv] = "flv",
        [AudioFormat.MpegTransport] = "mpegts",
        [AudioFormat.MpegProgram] = "mpeg",
    };

    private static readonly Dictionary<string, AudioFormat> Formats = Names.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string All { get; } = string.Join(',', Names.Values);

    public static string NameOf(AudioFormat format) => Names[format];

    /// <param name="names">As ffprobe reports them, such as <c>mov,mp4,m4a,3gp,3g2,mj2</c>.</param>
    public static AudioFormat? FormatOf(string names) =>
        names.Split(',').Select(name => Formats.TryGetValue(name, out var format) ? format : (AudioFormat?)null).FirstOrDefault(format => format is not null);
}
