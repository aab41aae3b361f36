using System.Net;

namespace YotoSmartStream.Simulation.Tests.Control;

public sealed class CommandLineTests
{
    [Fact]
    public void Options_are_read()
    {
        var options = CommandLine.Parse(["--http", "127.0.0.1:8080", "--speed", "20", "--players", "5"], out _);

        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 8080), options!.Http);
        Assert.Equal((20, 5), (options.Speed, options.Players));
    }

    [Theory]
    [InlineData("measured", 0.8)]
    [InlineData("none", 0)]
    public void Commands_take_their_measured_time_only_when_that_is_asked_for(string latency, double startSeconds)
    {
        Assert.Equal(startSeconds, CommandLine.Parse(["--latency", latency], out _)!.CommandLatency.Start.TotalSeconds);
        Assert.Equal(0, CommandLine.Parse([], out _)!.CommandLatency.Start.TotalSeconds);
    }

    [Theory]
    [InlineData("--latency", "slow")]
    [InlineData("--speed", "0")]
    [InlineData("--speed", "fast")]
    [InlineData("--http", "here")]
    [InlineData("--sped", "2")]
    [InlineData("--names", ",")]
    [InlineData("--speed")]
    public void A_wrong_option_is_named(params string[] arguments)
    {
        Assert.Null(CommandLine.Parse(arguments, out var problem));
        Assert.Contains(arguments[0], problem);
    }
}
