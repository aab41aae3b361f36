using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles.Tests.Core;

public sealed class AnAudioFilesLife
{
    private static readonly DateTimeOffset Noon = new(2030, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly Rendition Rendition = new("ab12", SizeBytes: 160_000, Channels: 1);

    [Fact]
    public void A_converted_file_is_ready_and_says_so_with_its_card()
    {
        var file = AFile(cardId: "forest");
        file.Claim(Noon, Lease);

        file.Complete(Rendition, keepsOriginal: false);

        Assert.Equal(AudioState.Ready, file.State);
        Assert.Equal(new AudioReady(file.Id, "story.mp3", 10_000, 160_000, "forest"), Assert.Single(file.TakeRaisedEvents()));
    }

    [Fact]
    public void One_upload_for_two_cards_is_announced_to_both_whenever_the_second_one_came()
    {
        var file = AFile(cardId: "forest");
        file.ReceiveAgain("castle");
        file.Complete(Rendition, keepsOriginal: false);
        file.ReceiveAgain("harbour");

        Assert.Equal(["forest", "castle", "harbour"], file.TakeRaisedEvents().Cast<AudioReady>().Select(ready => ready.CardId));
    }

    [Fact]
    public void A_file_is_claimed_by_one_until_the_claim_runs_out()
    {
        var file = AFile();

        Assert.True(file.Claim(Noon, Lease));
        Assert.False(file.Claim(Noon + Lease / 2, Lease));
        Assert.True(file.Claim(Noon + Lease, Lease));
    }

    [Fact]
    public void A_file_that_interrupts_every_conversion_is_rejected_in_the_end()
    {
        var file = AFile();
        for (var attempt = 0; attempt < AudioFile.MaxAttempts; attempt++) Assert.True(file.Claim(Noon + attempt * Lease, Lease));

        Assert.False(file.Claim(Noon + AudioFile.MaxAttempts * Lease, Lease));
        Assert.Equal("audio.conversion-failed", file.RejectionCode);
        Assert.IsType<AudioRejected>(Assert.Single(file.TakeRaisedEvents()));
    }

    [Fact]
    public void A_postponed_conversion_does_not_count_against_the_file()
    {
        var file = AFile();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            Assert.True(file.Claim(Noon, Lease));
            file.Postpone(until: Noon);
        }
    }

    [Fact]
    public void The_bytes_of_a_rejected_file_may_be_tried_again()
    {
        var file = AFile();
        file.Claim(Noon, Lease);
        file.Reject(Error.Unprocessable("audio.undecodable", "Damaged."));

        file.ReceiveAgain(cardId: null);

        Assert.Equal((AudioState.Received, null, 0), (file.State, file.RejectionCode, file.Attempts));
    }

    [Fact]
    public void Every_decision_changes_the_version_so_that_a_lost_race_is_seen()
    {
        var file = AFile();
        var versions = new List<int> { file.Version };
        void Note(Action decide) { decide(); versions.Add(file.Version); }

        Note(() => file.Claim(Noon, Lease));
        Note(() => file.Postpone(Noon));
        Note(() => file.Claim(Noon, Lease));
        Note(() => file.Complete(Rendition, keepsOriginal: false));
        Note(() => file.ReceiveAgain("forest"));
        Note(() => file.Reject(Error.Unprocessable("audio.undecodable", "Damaged.")));
        Note(() => file.ReceiveAgain(cardId: null));

        Assert.Equal(versions.Distinct(), versions);
    }

    [Fact]
    public void A_cancelled_conversion_can_be_tried_again_because_its_bytes_stayed()
    {
        var file = AFile();
        file.Claim(Noon, Lease);

        Assert.True(file.Cancel().IsSuccess);
        Assert.Equal((AudioState.Rejected, "audio.cancelled", true), (file.State, file.RejectionCode, file.HasOriginal));

        Assert.True(file.Retry().IsSuccess);
        Assert.Equal((AudioState.Received, null), (file.State, file.RejectionCode));
    }

    [Fact]
    public void What_is_wrong_with_the_bytes_themselves_stays_wrong()
    {
        var file = AFile();
        file.Claim(Noon, Lease);
        file.Reject(Error.Unprocessable("audio.undecodable", "Damaged."));

        Assert.Equal("audio.original-gone", file.Retry().Error?.Code);
        Assert.Equal("audio.not-converting", file.Cancel().Error?.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_original_is_kept_or_dropped_as_the_family_wants(bool keepsOriginal)
    {
        var file = AFile();
        file.Claim(Noon, Lease);

        file.Complete(Rendition, keepsOriginal);

        Assert.Equal(keepsOriginal, file.HasOriginal);
        Assert.Equal("audio.not-rejected", file.Retry().Error?.Code);
    }

    private static AudioFile AFile(string? cardId = null) => AudioFile.Receive(
        Guid.CreateVersion7(), TenantId.New(), AudioFileName.Parse("story.mp3").Value, new SourceAudio("cd34", AudioFormat.Wav, 10_000, 1), cardId, Noon);
}
