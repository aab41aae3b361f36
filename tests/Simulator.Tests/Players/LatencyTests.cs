using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Players;

/// <summary>Commands take their time, as measured with real players, unless a test has no use for that.</summary>
public sealed class LatencyTests
{
    [Fact]
    public void A_start_is_obeyed_and_answered_after_eight_tenths_of_a_second()
    {
        using var test = new PlayerUnderTest(latency: CommandLatency.Measured);
        test.Wait(1);

        test.Start(""" "chapterKey":"02","trackKey":"02","secondsIn":0 """);
        test.Wait(0.79);
        Assert.DoesNotContain("card-play", test.LastAck);
        test.Wait(0.02);

        Assert.Contains("\"card-play\":\"OK\"", test.LastAck);
        Assert.Equal("02@0 playing", test.Place);
    }

    [Fact]
    public void A_status_is_there_within_the_time_that_was_measured()
    {
        using var test = new PlayerUnderTest(latency: CommandLatency.Measured);

        test.Player.Receive("status/request", "");
        test.Wait(0.14);
        Assert.Empty(test.On("data/status"));
        test.Wait(0.26);

        Assert.Single(test.On("data/status"));
    }

    [Fact]
    public void No_command_overtakes_an_earlier_one()
    {
        using var test = new PlayerUnderTest(latency: CommandLatency.Measured);
        test.Wait(1);
        test.LookAway();

        test.Start(""" "secondsIn":0 """);
        test.Player.Receive("card/pause", "");
        test.Wait(0.5);
        Assert.Empty(test.On("response"));
        test.Wait(0.5);

        Assert.Equal(["card-play", "card-pause"], test.On("response").Select(answer => answer["status"]!.AsObject().First().Key));
    }

    [Fact]
    public void In_a_faster_world_commands_are_faster_too()
    {
        using var test = new PlayerUnderTest(speed: 20, latency: CommandLatency.Measured);
        test.Wait(1);

        test.Start(""" "secondsIn":0 """);
        test.Wait(0.041);

        Assert.Contains("card-play", test.LastAck);
    }
}
