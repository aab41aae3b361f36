using System.Security.Cryptography;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Speech;

/// <param name="TenantId">Whose file it becomes.</param>
/// <param name="Spoken">What is said.</param>
/// <param name="FileName">What the file is called; null takes the first words.</param>
public sealed record SpeakAudio(TenantId TenantId, SpokenText Spoken, string? FileName);

/// <summary>Makes an audio file of a text, on the same path as an upload: the same text is the same file.</summary>
public sealed class SpeakAudioHandler(ISpeechSynthesizer synthesizer, IWorkFolder workFolder, ReceiveAudioHandler receive)
{
    public async Task<Result<ReceivedAudio>> HandleAsync(SpeakAudio command, CancellationToken cancellationToken)
    {
        var name = AudioFileName.Parse(command.FileName ?? command.Spoken.ToFileName());
        if (name.IsFailure) return name.Error;

        using var wave = workFolder.Create();
        var spoken = await synthesizer.SpeakAsync(command.Spoken, wave.Path, cancellationToken);
        if (spoken.IsFailure) return spoken.Error;
        await SilentTail.AppendAsync(wave.Path, command.Spoken.Tail, cancellationToken);

        var upload = new StagedUpload(wave.Path, await HashAsync(wave.Path, cancellationToken));
        return await receive.HandleAsync(new ReceiveAudio(command.TenantId, upload, name.Value, CardId: null), cancellationToken);
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
