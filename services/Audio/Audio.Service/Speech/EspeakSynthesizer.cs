using System.Globalization;
using YotoSmartStream.AudioFiles.Service.Ffmpeg;
using YotoSmartStream.AudioFiles.Speech;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Speech;

/// <summary>espeak-ng: plain, offline, in a hundred languages, and under the same limits as every other tool.</summary>
internal sealed class EspeakSynthesizer(LimitedProcess process) : ISpeechSynthesizer
{
    private const long MemoryBytes = 1L << 30;
    private const long OutputFileBytes = 256L << 20;
    private static readonly TimeSpan Wall = TimeSpan.FromMinutes(2);

    private static readonly Error NotInstalled = Error.Unavailable("speech.unavailable", "No speech synthesizer is installed on this server. Install espeak-ng.");
    private static readonly Error UnknownVoice = Error.Invalid("speech.voice", "The speech synthesizer does not have this voice.");

    public async Task<Result> SpeakAsync(SpokenText spoken, string targetPath, CancellationToken cancellationToken)
    {
        string[] arguments = ["-v", spoken.Voice, "-s", spoken.WordsPerMinute.ToString(CultureInfo.InvariantCulture), "-w", targetPath, "--", spoken.Text];
        var outcome = await process.RunAsync(new ProcessOrder("espeak-ng", arguments, Wall, MemoryBytes, OutputFileBytes), cancellationToken);
        if (outcome.CouldNotStart) return NotInstalled;
        return outcome.Succeeded && File.Exists(targetPath) ? Result.Success : UnknownVoice;
    }
}
