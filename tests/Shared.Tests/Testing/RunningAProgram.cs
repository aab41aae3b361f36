using YotoSmartStream.Testing;

namespace YotoSmartStream.Shared.Tests.Testing;

public sealed class RunningAProgram
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_line_is_waited_for_and_a_request_to_end_is_obeyed()
    {
        await using var program = Bash("trap 'echo bye; exit 7' TERM; echo ready; read -r _");

        Assert.Equal("ready", await program.WaitForLineAsync("ready", Deadline));
        Assert.Equal(7, await program.TerminateAsync(Deadline));
        Assert.Contains("bye", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_ends_without_the_line_fails_at_once_and_shows_its_output()
    {
        await using var program = Bash("echo the port is taken >&2; exit 3");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => program.WaitForLineAsync("ready", Deadline));

        Assert.Contains("ended with 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the port is taken", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_program_has_no_chance_to_tidy_up()
    {
        await using var program = Bash("trap 'echo bye' EXIT TERM; echo ready; read -r _");
        await program.WaitForLineAsync("ready", Deadline);

        await program.KillAsync();

        Assert.True(program.HasExited);
        Assert.DoesNotContain("bye", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_peak_memory_is_known_while_it_runs()
    {
        await using var program = Bash("echo ready; read -r _");
        await program.WaitForLineAsync("ready", Deadline);

        Assert.InRange(program.PeakMemoryBytes, 500_000, 100_000_000);
    }

    [Fact]
    public async Task A_failed_command_tells_what_it_wrote()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ProcessRunner.RunAsync("bash", ["-c", "echo no such card >&2; exit 1"], Deadline));

        Assert.Contains("no such card", failure.Message, StringComparison.Ordinal);
    }

    private static RunningProcess Bash(string script) => ProcessRunner.Start("bash", ["-c", script]);
}
