using System.Text;
using FsCheck;
using FsCheck.Fluent;
using YotoSmartStream.YotoCloud.Mqtt;

namespace YotoSmartStream.Bridge.Tests.Wire;

public sealed class ReadingPayloads
{
    [Fact]
    public void Text_and_native_types_say_the_same()
    {
        var native = Events("""{"volume":8,"position":35,"streaming":false,"repeatAll":true,"eventUtc":1767222035,"chapterKey":"01"}""");
        var text = Events("""{"volume":"8","position":"35","streaming":"0","repeatAll":"true","eventUtc":"1767222035","chapterKey":"01"}""");

        Assert.Equal((8, 35, true, 1767222035L, "01"), (native.Volume.Value, native.PositionSeconds.Value, native.RepeatAll.Value, native.EventUtc, native.ChapterKey.Value));
        Assert.Equal((8, 35, true, 1767222035L, "01"), (text.Volume.Value, text.PositionSeconds.Value, text.RepeatAll.Value, text.EventUtc, text.ChapterKey.Value));
    }

    [Fact]
    public void Absent_is_not_null()
    {
        var message = Events("""{"cardId":null}""");

        Assert.True(message.CardId.IsPresent);
        Assert.Null(message.CardId.Value);
        Assert.False(message.ChapterKey.IsPresent);
    }

    [Fact]
    public void A_field_of_an_impossible_type_counts_as_absent_and_spoils_nothing_else()
    {
        var message = Events("""{"volume":{"a":1},"position":99999999999999999999,"cardId":["x"],"playbackStatus":"playing"}""");

        Assert.False(message.Volume.IsPresent || message.PositionSeconds.IsPresent || message.CardId.IsPresent);
        Assert.Equal("playing", message.PlaybackStatus.Value);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_valid_json_but_no_text()
    {
        var message = Events("""{"\ud800":1,"cardId":"\udc00","volume":8}""");

        Assert.Equal(8, message.Volume.Value);
        Assert.False(message.CardId.IsPresent);
        Assert.Null(PlayerResponseMessage.Read(Bytes("""{"status":{"\ud800":"OK"}}""")));
    }

    [Fact]
    public void Fields_that_nobody_knows_are_kept_as_they_came()
    {
        var message = Events("""{"volume":8,"sleepTimerSeconds":900,"newInFirmware9":{"x":[1,2]}}""");

        Assert.Equal("900", message.Other["sleepTimerSeconds"]);
        Assert.Equal("""{"x":[1,2]}""", message.Other["newInFirmware9"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,2]")]
    [InlineData("\"playing\"")]
    [InlineData("{\"volume\":8")]
    [InlineData("<html>502</html>")]
    [InlineData("\u0000\u0001")]
    public void What_is_no_object_is_no_message(string payload)
    {
        Assert.Null(PlayerEventsMessage.Read(Bytes(payload)));
        Assert.Null(PlayerStatusMessage.Read(Bytes(payload)));
        Assert.Null(PlayerResponseMessage.Read(Bytes(payload)));
        Assert.Null(PlayerPresenceMessage.Read(Bytes(payload)));
    }

    [Fact]
    public void A_payload_that_is_too_large_or_too_deep_is_no_message()
    {
        Assert.Null(PlayerEventsMessage.Read(Bytes($$"""{"chapterTitle":"{{new string('x', 70_000)}}"}""")));
        Assert.Null(PlayerEventsMessage.Read(Bytes($$"""{"a":{{new string('[', 100)}}{{new string(']', 100)}}}""")));
    }

    [Fact]
    public void Whatever_bytes_arrive_no_reader_throws()
    {
        var valid = """{"status":{"card-play":"OK","req_body":"{\"requestId\":\"a\"}"},"volume":8,"eventUtc":1767222035,"cardId":"5aB3x","state":"online"}"""u8.ToArray();
        var mutations =
            from position in Gen.Choose(0, valid.Length - 1)
            from value in Gen.Choose(0, 255)
            from cut in Gen.Choose(1, valid.Length)
            select (position, (byte)value, cut);

        Prop.ForAll(mutations.ToArbitrary(), mutation =>
        {
            var bytes = valid.ToArray();
            bytes[mutation.position] = mutation.Item2;
            foreach (var payload in new[] { bytes, bytes[..mutation.cut] })
            {
                PlayerEventsMessage.Read(payload);
                PlayerStatusMessage.Read(payload);
                PlayerResponseMessage.Read(payload);
                PlayerPresenceMessage.Read(payload);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Theory]
    [InlineData("""{"status":{"card-play":"OK","req_body":"{\"uri\":\"https://yoto.io/5aB3x\",\"requestId\":\"abc-1\"}"}}""", "card-play", true, "abc-1")]
    [InlineData("""{"status":{"card-play":"FAIL","req_body":"{\"requestId\":\"abc-1\"}"}}""", "card-play", false, "abc-1")]
    [InlineData("""{"status":{"req_body":"","card-stop":"OK"}}""", "card-stop", true, null)]
    [InlineData("""{"status":{"events":"OK","req_body":"interactive-1766"}}""", "events", true, null)]
    public void An_answer_names_its_command_and_perhaps_its_request(string payload, string key, bool isOk, string? requestId)
    {
        Assert.Equal(new PlayerResponseMessage(key, isOk, requestId), PlayerResponseMessage.Read(Bytes(payload)));
    }

    [Fact]
    public void A_start_always_says_where_to_begin()
    {
        var start = YotoCommand.CardStart("5aB3x", "01", "01", 0, "abc-1");

        Assert.Equal("card/start", start.Name);
        Assert.Equal(
            """{"uri":"https://yoto.io/5aB3x","chapterKey":"01","trackKey":"01","secondsIn":0,"cutOff":0,"anyButtonStop":false,"requestId":"abc-1"}""",
            Encoding.UTF8.GetString(start.Payload.Span));
    }

    [Fact]
    public void A_session_subscribes_to_each_players_own_topics_and_never_to_a_wildcard()
    {
        Assert.Equal(
            [
                "device/y1/data/events", "device/y1/data/status", "device/y1/response", "device/y1/status/full", "device/y1/presence", "device/y1/status",
            ],
            YotoTopics.SubscriptionsOf("y1"));
    }

    [Theory]
    [InlineData("device/y1/data/events", true)]
    [InlineData("device/y1/status/full", true)]
    [InlineData("device/y1/events", false)]
    [InlineData("device/y1/command/card/start", false)]
    [InlineData("device//data/events", false)]
    [InlineData("devices/y1/data/events", false)]
    [InlineData("device/y1", false)]
    public void Only_a_players_own_word_is_read(string topic, bool isRead)
    {
        Assert.Equal(isRead, YotoTopics.TryRead(topic, out _, out _));
    }

    private static PlayerEventsMessage Events(string json) => PlayerEventsMessage.Read(Bytes(json))!;

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
