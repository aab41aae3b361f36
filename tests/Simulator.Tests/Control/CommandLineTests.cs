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
