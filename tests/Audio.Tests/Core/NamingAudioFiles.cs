using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles.Tests.Core;

public sealed class NamingAudioFiles
{
    [Theory]
    [InlineData("story.mp3", "story.mp3")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Music\story.mp3", "story.mp3")]
    [InlineData("  story.mp3 ", "story.mp3")]
    [InlineData("a\0b\r\nc.mp3", "abc.mp3")]
    [InlineData("gpj\u202E3pm.exe", "gpj3pm.exe")]
    [InlineData("Hänsel & Gretel – Teil 1.mp3", "Hänsel & Gretel – Teil 1.mp3")]
    public void A_name_is_the_last_part_of_what_was_sent_and_can_be_shown_without_harm(string sent, string kept) =>
        Assert.Equal(kept, AudioFileName.Parse(sent).Value.Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("folder/")]
    [InlineData("\0\n")]
    [InlineData("built-in:silence")]
    [InlineData("Built-In:mine")]
    public void A_name_that_is_empty_or_reserved_is_refused(string? sent) =>
        Assert.Equal("audio.file-name", AudioFileName.Parse(sent).Error?.Code);

    [Fact]
    public void A_name_has_an_end()
    {
        Assert.True(AudioFileName.Parse(new string('a', AudioFileName.MaxLength)).IsSuccess);
        Assert.True(AudioFileName.Parse(new string('a', AudioFileName.MaxLength + 1)).IsFailure);
    }

    [Theory]
    [InlineData("Chapter 1 (final).wav", "chapter-1-final")]
    [InlineData("Hänsel.mp3", "h-nsel")]
    [InlineData("狐.mp3", "audio")]
    public void The_last_part_of_a_stream_url_is_plain_letters_and_digits(string name, string urlName) =>
        Assert.Equal(urlName, AudioFileName.Parse(name).Value.ToUrlName());

    [Fact]
    public void Only_the_product_names_built_in_sounds()
    {
        Assert.True(AudioFileName.OfBuiltIn(BuiltInSounds.Silence).IsBuiltIn);
        Assert.Throws<ArgumentException>(() => AudioFileName.OfBuiltIn("story.mp3"));
    }
}
