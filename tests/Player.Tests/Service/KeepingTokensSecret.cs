using System.Security.Cryptography;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Players.Service;
using YotoSmartStream.Players.Service.Tokens;
using YotoSmartStream.Players.YotoAccounts;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Players.Tests.Service;

public sealed class KeepingTokensSecret
{
    private readonly TenantId _ada = TenantId.New();
    private readonly TenantId _bob = TenantId.New();
    private readonly Guid _account = Guid.CreateVersion7();
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    private AesTokenVault Vault => new(new TokenKeyRing(_key));

    [Fact]
    public void What_was_sealed_opens_for_its_owner_and_does_not_show_the_secret()
    {
        var secret = Vault.Seal(_ada, _account, "v1.refresh-token");

        Assert.DoesNotContain("refresh", secret.Value);
        Assert.Equal("v1.refresh-token", Vault.Open(_ada, _account, secret));
    }

    [Fact]
    public void A_token_that_was_copied_to_another_tenant_does_not_open()
    {
        var secret = Vault.Seal(_ada, _account, "token");

        Assert.Throws<SealBrokenException>(() => Vault.Open(_bob, _account, secret));
    }

    [Fact]
    public void A_token_that_was_copied_to_another_account_does_not_open()
    {
        var secret = Vault.Seal(_ada, _account, "token");

        Assert.Throws<SealBrokenException>(() => Vault.Open(_ada, Guid.CreateVersion7(), secret));
    }

    [Fact]
    public void No_altered_character_goes_unnoticed()
    {
        var secret = Vault.Seal(_ada, _account, "token").Value;

        for (var index = 0; index < secret.Length - 1; index++)     // The last one carries unused bits of the encoding.
        {
            var altered = secret[..index] + (secret[index] == 'A' ? 'B' : 'A') + secret[(index + 1)..];
            Assert.Throws<SealBrokenException>(() => Vault.Open(_ada, _account, new SealedSecret(altered)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("v1.00000000.AAAA")]
    [InlineData("v1.....")]
    public void What_was_never_sealed_does_not_open(string text)
    {
        Assert.Throws<SealBrokenException>(() => Vault.Open(_ada, _account, new SealedSecret(text)));
    }

    [Fact]
    public void After_a_rotation_the_retired_key_still_opens_and_the_new_one_seals()
    {
        var before = Vault.Seal(_ada, _account, "token");
        var newKey = RandomNumberGenerator.GetBytes(32);
        var rotated = new AesTokenVault(new TokenKeyRing(newKey, _key));

        Assert.Equal("token", rotated.Open(_ada, _account, before));
        var resealed = rotated.Seal(_ada, _account, "token");
        Assert.Throws<SealBrokenException>(() => Vault.Open(_ada, _account, resealed));
        Assert.Equal("token", new AesTokenVault(new TokenKeyRing(newKey)).Open(_ada, _account, resealed));
    }

    [Fact]
    public void Without_a_key_one_is_made_in_the_data_folder_that_only_its_owner_reads()
    {
        using var folder = new TemporaryFolder();

        var made = TokenKeyRing.From(new PlayerOptions(), folder.Path);
        var readAgain = TokenKeyRing.From(new PlayerOptions(), folder.Path);

        Assert.Equal(made.CurrentId, readAgain.CurrentId);
        var file = Assert.Single(Directory.GetFiles(folder.Path));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_key_of_the_wrong_length_or_none_without_a_folder_stops_the_start()
    {
        Assert.False(TokenKeyRing.CanBeMadeFrom(new PlayerOptions(), dataFolder: null));
        Assert.False(TokenKeyRing.CanBeMadeFrom(new PlayerOptions { TokenKey = "c2hvcnQ=" }, "data"));
        Assert.False(TokenKeyRing.CanBeMadeFrom(new PlayerOptions { TokenKey = "not base64" }, "data"));
        Assert.True(TokenKeyRing.CanBeMadeFrom(new PlayerOptions { TokenKey = Convert.ToBase64String(_key) }, dataFolder: null));
    }
}
