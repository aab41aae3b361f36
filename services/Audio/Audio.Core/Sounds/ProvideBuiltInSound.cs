using System.Security.Cryptography;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

public sealed record ProvideBuiltInSound(TenantId TenantId, string Name);

/// <summary>The first story of a tenant that needs a built-in sound makes it, through the same path as an upload.</summary>
public sealed class ProvideBuiltInSoundHandler(
    IAudioFiles files, ReceiveAudioHandler receive, IConversionRunner runner, IWorkFolder workFolder, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    public async Task<Result<AudioFile>> HandleAsync(ProvideBuiltInSound command, CancellationToken cancellationToken)
    {
        var name = AudioFileName.OfBuiltIn(command.Name);
        var known = await files.FindByNameAsync(name, limit: 1, cancellationToken);
        if (known is [{ State: AudioState.Ready } ready]) return ready;

        var received = await ReceiveAsync(name, command, cancellationToken);
        if (received.IsFailure) return received.Error;
        await runner.RunAsync(command.TenantId, received.Value.File.Id, cancellationToken);
        return await WaitUntilReadyAsync(received.Value.File.Id, cancellationToken);
    }

    private async Task<Result<ReceivedAudio>> ReceiveAsync(AudioFileName name, ProvideBuiltInSound command, CancellationToken cancellationToken)
    {
        using var wave = workFolder.Create();
        var bytes = BuiltInSoundWave.Draw(command.Name);
        await File.WriteAllBytesAsync(wave.Path, bytes, cancellationToken);
        var upload = new StagedUpload(wave.Path, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        return await receive.HandleAsync(new ReceiveAudio(command.TenantId, upload, name, CardId: null), cancellationToken);
    }

    /// <summary>Usually it is ready now; but a background worker or another replica may have been faster to claim it.</summary>
    private async Task<Result<AudioFile>> WaitUntilReadyAsync(Guid id, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + Patience;
        while (time.GetUtcNow() < deadline)
        {
            files.Forget();
            var file = await files.FindAsync(id, cancellationToken);
            if (file is { State: AudioState.Ready }) return file;
            if (file is null or { State: AudioState.Rejected }) break;
            await Task.Delay(LookEvery, time, cancellationToken);
        }

        return Error.Unavailable("audio.built-in-unavailable", "The built-in sounds cannot be made at the moment.");
    }
}
