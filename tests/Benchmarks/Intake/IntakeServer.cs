using YotoSmartStream.AudioFiles.Service;
using YotoSmartStream.Benchmarks.Audio;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Intake;

/// <summary>The audio module as it ships, but that it takes larger files.</summary>
internal static class IntakeServer
{
    public static async Task<int> RunAsync(string folder)
    {
        await using var host = await ModuleHost.StartAsync(new AudioModule(), settings: new Dictionary<string, string?>
        {
            ["Data:Folder"] = Path.Combine(folder, "data"),
            ["Public:Url"] = "http://127.0.0.1",
            ["Audio:MaxUploadBytes"] = $"{4L << 30}",
        });
        ServerProcess.Announce(new(Plain: "", Queue: null, new(host.Address.ToString(), host.Tokens.ForMember(TenantId.New(), Roles.Owner))));
        await Console.In.ReadToEndAsync();      // Until the measurement closes our input.
        return 0;
    }
}
