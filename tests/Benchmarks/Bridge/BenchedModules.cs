using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.Bridge.Service;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.Players.Service;
using YotoSmartStream.Stories.Service;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>The modules that a press passes, as they ship, in this process or in one of their own. What they ask of others is answered at once.</summary>
internal static class BenchedModules
{
    private const string Ready = "serving";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<string> All { get; } = ["bridge", "script", "player"];

    public static Task<ModuleHost> StartAsync(IEnumerable<string> names, IReadOnlyDictionary<string, string?> settings) => ModuleHost.StartAsync(
        [.. names.Select(Module)],
        builder =>
        {
            builder.Services.AddSingleton<IYotoAccess>(new EndlessAccess());
            builder.Services.AddSingleton<IAudioCatalog>(new EveryAudio());
            builder.Services.AddSingleton<IRevocations>(new NobodyIsRevoked());
        },
        settings);

    /// <summary>The same as a process of its own; <paramref name="core"/> is the processor that it is bound to, if any.</summary>
    public static async Task<RunningProcess> LaunchAsync(IEnumerable<string> names, IReadOnlyDictionary<string, string?> settings, TemporaryFolder folder, int? core = null)
    {
        var file = Path.Combine(folder.Path, $"{Guid.CreateVersion7():n}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(settings));
        string[] command = [Environment.ProcessPath!, "serve", "modules", string.Join(',', names), file];
        var process = core is null
            ? ProcessRunner.Start(command[0], command[1..])
            : ProcessRunner.Start("/usr/bin/taskset", ["--cpu-list", $"{core}", .. command]);
        await process.WaitForLineAsync(Ready, StartDeadline);
        return process;
    }

    /// <summary>What such a process runs.</summary>
    public static async Task<int> ServeAsync(string names, string settingsFile)
    {
        var settings = JsonSerializer.Deserialize<Dictionary<string, string?>>(await File.ReadAllTextAsync(settingsFile))!;
        await using var host = await StartAsync(names.Split(','), settings);
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync();      // Until the measurement is gone.
        return 0;
    }

    private static IServiceModule Module(string name) => name switch
    {
        "bridge" => new BridgeModule(),
        "script" => new ScriptModule(),
        "player" => new PlayerModule(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A press does not pass this module."),
    };

    private sealed class EndlessAccess : IYotoAccess
    {
        public Task<Result<YotoAccessToken>> GetAccessTokenAsync(GetYotoAccessToken request, CancellationToken cancellationToken) =>
            Task.FromResult(Result<YotoAccessToken>.Of(new YotoAccessToken("bench", TimeProvider.System.GetUtcNow().AddHours(8))));
    }

    private sealed class EveryAudio : IAudioCatalog
    {
        public Task<Result<AudioFacts>> DescribeAsync(DescribeAudio request, CancellationToken cancellationToken) => Task.FromResult<Result<AudioFacts>>(
            new AudioFacts([.. request.References.Select(reference => new AudioFact(reference, Guid.CreateVersion7(), reference, 600_000, 9_600_000, 1, null))]));

        public Task<Result<StreamUrls>> MintStreamUrlsAsync(MintStreamUrls request, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is published to Yoto here.");
    }

    private sealed class NobodyIsRevoked : IRevocations
    {
        public Task<Result<RevocationList>> ListAsync(ListRevocations request, CancellationToken cancellationToken) =>
            Task.FromResult<Result<RevocationList>>(new RevocationList([], [], []));
    }
}
