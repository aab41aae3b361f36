using YotoSmartStream.StoryDriver.Products;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Browsing;

/// <summary>What <c>./run</c> starts: the product in demo mode, on a data folder of its own that outlives the process.</summary>
public sealed class RunningDemo : IAsyncDisposable
{
    private const string OwnerLinePrefix = "Create the owner: ";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _data = new();
    private RunningProcess _process = null!;

    private RunningDemo()
    {
    }

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    public static async Task<RunningDemo> StartAsync()
    {
        var demo = new RunningDemo();
        await demo.StartAgainAsync();
        return demo;
    }

    public async Task<string> OwnerLinkAsync() =>
        (await _process.WaitForLineAsync(OwnerLinePrefix, Deadline))[OwnerLinePrefix.Length..].Trim();

    /// <summary>Ctrl-C, and <c>./run</c> once more; the simulated cloud forgets, the household does not.</summary>
    public async Task RestartAsync()
    {
        await _process.TerminateAsync(Deadline);
        await StartAgainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _data.Dispose();
    }

    private async Task StartAgainAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["urls"] = Address.GetLeftPart(UriPartial.Authority),
            ["Data__Folder"] = _data.Path,
            ["Logging__LogLevel__Default"] = "Warning",
        };
        _process = ProcessRunner.Start(BuiltPrograms.Standalone, ["--demo"], settings);
        await Product.BecomesReadyAsync(Address, () => { }, () => _process.Output, TestContext.Current.CancellationToken);
    }
}
