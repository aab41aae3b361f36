using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.Program;

/// <summary>The simulator as a program of its own, as another program starts it.</summary>
public sealed class HostTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly string Simulator = Path.Combine(AppContext.BaseDirectory, "YotoSmartStream.Simulator");

    [Fact]
    public async Task It_prints_one_line_of_JSON_with_which_a_client_gets_to_work_and_ends_when_told_to()
    {
        await using var simulator = ProcessRunner.Start(Simulator, ["--speed", "20"]);
        var ready = JsonNode.Parse(await simulator.WaitForLineAsync("{", Deadline))!;

        using var client = new HttpClient { BaseAddress = new Uri((string)ready["http"]!) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)ready["account"]!["accessToken"]!);
        var devices = JsonNode.Parse(await client.GetStringAsync("/device-v2/devices/mine"))!["devices"]!.AsArray();

        Assert.Equal(["v3", "mini"], devices.Select(device => (string?)device!["deviceType"]));
        Assert.All(devices, device => Assert.True((bool?)device!["online"]));
        Assert.StartsWith("v1.", (string?)ready["account"]!["refreshToken"]);
        Assert.Equal(20, (int?)ready["speed"]);
        Assert.Equal(0, await simulator.TerminateAsync(Deadline));
        Assert.Single(simulator.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task An_option_that_it_does_not_know_is_named_and_ends_it()
    {
        await using var simulator = ProcessRunner.Start(Simulator, ["--sped", "2"]);

        Assert.Equal(2, await simulator.WaitForExitAsync(Deadline));
        Assert.Contains("--sped is not an option.", simulator.Output);
    }
}
