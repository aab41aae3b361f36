using FsCheck;
using FsCheck.Fluent;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Tests.Core;

public sealed class SigningStreamUrls
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ .\n";
    private static readonly DateTimeOffset Noon = new(2030, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(index => (byte)index)];
    private static readonly byte[] NewerKey = [.. Enumerable.Range(0, 32).Select(index => (byte)(index * 7))];

    private readonly StreamTokens _tokens = new(new StreamKeyRing([Key]));
    private readonly StreamGrant _grant = new(
        TenantId.New(), StreamSubject.AudioFile, Guid.CreateVersion7(), Noon.AddMilliseconds(7), Noon.AddDays(1), "forest-adventure", "player-1");

    [Fact]
    public void A_token_says_what_it_was_minted_with()
    {
        var longest = new string('x', StreamGrant.MaxIdBytes);
        var grants = new[]
        {
            _grant,
            _grant with { CardId = null },
            _grant with { PlayerId = null },
            _grant with { CardId = null, PlayerId = null, Subject = StreamSubject.Queue },
            _grant with { CardId = longest, PlayerId = longest },
        };

        Assert.All(grants, grant => Assert.Equal(grant, _tokens.Read(_tokens.Mint(grant, "chapter"), "chapter", Noon).Value));
    }

    [Fact]
    public void No_letter_of_a_token_can_be_exchanged_for_another()
    {
        var token = _tokens.Mint(_grant, "chapter");

        foreach (var position in Enumerable.Range(0, token.Length))
        foreach (var letter in Alphabet.Where(letter => letter != token[position]))
        {
            var altered = $"{token[..position]}{letter}{token[(position + 1)..]}";
            var error = _tokens.Read(altered, "chapter", Noon).Error;
            Assert.True(error == StreamTokens.Altered || error == StreamTokens.UnknownKey, $"'{letter}' at {position} was believed.");
        }
    }

    [Fact]
    public void No_bit_of_any_grant_can_be_turned() => Prop.ForAll(
        ArbMap.Default.ArbFor<Guid>(), ArbMap.Default.ArbFor<Guid>(), ArbMap.Default.ArbFor<PositiveInt>(), (tenant, file, bit) =>
        {
            var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(_tokens.Mint(_grant with { TenantId = new(tenant), SubjectId = file }, "chapter"));
            bytes[bit.Get / 8 % bytes.Length] ^= (byte)(1 << (bit.Get % 8));
            return _tokens.Read(System.Buffers.Text.Base64Url.EncodeToString(bytes), "chapter", Noon).IsFailure;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_token_cut_short_lengthened_or_invented_is_altered()
    {
        var token = _tokens.Mint(_grant, "chapter");

        foreach (var length in Enumerable.Range(0, token.Length)) Assert.Same(StreamTokens.Altered, _tokens.Read(token[..length], "chapter", Noon).Error);
        foreach (var invented in (string[])[token + "A", token + "=", " " + token, new('A', 200), new('A', 100_000), "ä"])
            Assert.True(_tokens.Read(invented, "chapter", Noon).IsFailure, invented);
    }

    [Fact]
    public void The_last_part_of_the_url_is_signed_too() =>
        Assert.Same(StreamTokens.Altered, _tokens.Read(_tokens.Mint(_grant, "chapter"), "chapteR", Noon).Error);

    [Fact]
    public void A_token_ends_at_its_second()
    {
        var token = _tokens.Mint(_grant, "chapter");

        Assert.True(_tokens.Read(token, "chapter", Noon.AddDays(1).AddSeconds(-1)).IsSuccess);
        Assert.Same(StreamTokens.Expired, _tokens.Read(token, "chapter", Noon.AddDays(1)).Error);
    }

    [Fact]
    public void After_a_rotation_old_tokens_are_believed_until_the_old_key_goes()
    {
        var old = _tokens.Mint(_grant, "chapter");
        var rotated = new StreamTokens(new StreamKeyRing([NewerKey, Key]));
        var cleaned = new StreamTokens(new StreamKeyRing([NewerKey]));

        Assert.True(rotated.Read(old, "chapter", Noon).IsSuccess);
        Assert.True(cleaned.Read(rotated.Mint(_grant, "chapter"), "chapter", Noon).IsSuccess);
        Assert.Same(StreamTokens.UnknownKey, cleaned.Read(old, "chapter", Noon).Error);
    }

    [Fact]
    public void Weak_keys_and_empty_rings_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new StreamKeyRing([]));
        Assert.Throws<ArgumentException>(() => new StreamKeyRing([new byte[31]]));
    }
}
