using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using YotoSmartStream.AudioFiles.Service.Ffmpeg;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class LimitingTools
{
    private readonly LimitedProcess _process = new(NullLogger<LimitedProcess>.Instance);

    [Fact]
    public async Task A_tool_that_hangs_is_killed_with_what_it_started()
    {
        using var folder = new TemporaryFolder();
        var started = folder.File("started");
        var waiting = Stopwatch.StartNew();

        var outcome = await RunAsync("sh", ["-c", $"sleep 600 & echo $! > {started}; wait"], wall: TimeSpan.FromSeconds(1));

        Assert.Equal(137, outcome.ExitCode);
        Assert.True(waiting.Elapsed < TimeSpan.FromSeconds(30));
        var child = (await File.ReadAllTextAsync(started)).Trim();
        await Eventually.HoldsAsync(() => !IsAlive(child), AudioHost.Deadline, "What the tool started is still running.");
    }

    [Fact]
    public async Task A_tool_is_killed_when_nobody_waits_for_it_any_more()
    {
        using var folder = new TemporaryFolder();
        var started = folder.File("started");
        using var patience = new CancellationTokenSource();
        var running = RunAsync("sh", ["-c", $"echo $$ > {started}; exec sleep 600"], cancellationToken: patience.Token);
        await Eventually.HoldsAsync(() => File.Exists(started) && File.ReadAllText(started).EndsWith('\n'), AudioHost.Deadline, "It did not start.");

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var tool = (await File.ReadAllTextAsync(started)).Trim();
        await Eventually.HoldsAsync(() => !IsAlive(tool), AudioHost.Deadline, "It is still running.");
    }

    [Fact]
    public async Task A_tool_has_limits_on_memory_and_on_what_it_writes()
    {
        using var folder = new TemporaryFolder();

        var limits = await RunAsync("sh", ["-c", "ulimit -v; ulimit -f; ulimit -t; ulimit -c"], memoryBytes: 512L << 20);
        var writer = await RunAsync("dd", ["if=/dev/zero", $"of={folder.File("large")}", "bs=1024", "count=4096"]);

        Assert.Equal(["524288", "2048", "60", "0"], limits.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(writer.Succeeded);
        Assert.Equal(1 << 20, new FileInfo(folder.File("large")).Length);
    }

    [Fact]
    public async Task A_tool_sees_neither_our_settings_nor_the_network()
    {
        Environment.SetEnvironmentVariable("YSS_CANARY", "secret");

        var environment = await RunAsync("env", []);
        var network = await RunAsync("cat", ["/proc/net/dev"]);

        Assert.DoesNotContain("secret", environment.Output);
        Assert.Equal("lo", Assert.Single(network.Output.Split('\n'), line => line.Contains(':')).Split(':')[0].Trim());
    }

    [Fact]
    public async Task A_tool_that_is_not_installed_could_not_start() =>
        Assert.True((await RunAsync("no-such-tool-anywhere", [])).CouldNotStart);

    private Task<ProcessOutcome> RunAsync(
        string tool, string[] arguments, TimeSpan? wall = null, long memoryBytes = 1L << 30, CancellationToken cancellationToken = default) =>
        _process.RunAsync(new ProcessOrder(tool, arguments, wall ?? TimeSpan.FromMinutes(1), memoryBytes, OutputFileBytes: 1 << 20), cancellationToken);

    private static bool IsAlive(string processId) =>
        File.Exists($"/proc/{processId}/stat") && !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal);
}
