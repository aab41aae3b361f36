using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

public sealed class Topics
{
    [Theory]
    [InlineData("device/one/presence", "device/one/presence", true)]
    [InlineData("device/one/presence", "device/one/Presence", false)]
    [InlineData("device/+/presence", "device/one/presence", true)]
    [InlineData("device/+", "device/one/presence", false)]
    [InlineData("device/+", "device", false)]
    [InlineData("device/+", "device/", true)]
    [InlineData("device/#", "device", true)]
    [InlineData("device/#", "device/one/presence", true)]
    [InlineData("device/#", "devices", false)]
    [InlineData("#", "device/one", true)]
    [InlineData("+", "device", true)]
    [InlineData("+", "/device", false)]
    [InlineData("+/+", "/device", true)]
    [InlineData("/+", "/device", true)]
    [InlineData("#", "$SYS/uptime", false)]
    [InlineData("+/uptime", "$SYS/uptime", false)]
    [InlineData("$SYS/#", "$SYS/uptime", true)]
    [InlineData("+/#", "a", true)]
    public void A_filter_matches_as_the_standard_says(string filter, string topic, bool matches) =>
        Assert.Equal(matches, MqttTopic.Matches(filter, topic));

    [Theory]
    [InlineData("#", true)]
    [InlineData("a/#", true)]
    [InlineData("+/a/+", true)]
    [InlineData("/", true)]
    [InlineData("", false)]
    [InlineData("a#", false)]
    [InlineData("#/a", false)]
    [InlineData("a/+b", false)]
    [InlineData("a+/b", false)]
    [InlineData("a\0", false)]
    public void A_wildcard_stands_for_a_whole_level(string filter, bool isValid) =>
        Assert.Equal(isValid, MqttTopic.IsValidFilter(filter));
}
