using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Speech;

/// <summary>Speaks a text. The voice that is always there works offline; others may be better and far away.</summary>
public interface ISpeechSynthesizer
{
    /// <summary>Writes 16-bit WAV to a local path where nothing is yet.</summary>
    /// <returns>400 <c>speech.voice</c>, 503 <c>speech.unavailable</c>.</returns>
    Task<Result> SpeakAsync(SpokenText spoken, string targetPath, CancellationToken cancellationToken);
}
