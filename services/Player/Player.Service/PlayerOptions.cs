using System.ComponentModel.DataAnnotations;

namespace YotoSmartStream.Players.Service;

internal sealed class PlayerOptions
{
    /// <summary>
    /// Encrypts the tokens of Yoto accounts: 32 bytes in base64. Where there is a <c>Data:Folder</c> and no key, one is made there.
    /// </summary>
    public string? TokenKey { get; init; }

    /// <summary>Keys that were <see cref="TokenKey"/> before: they still open what they sealed, until it is renewed.</summary>
    public string[] RetiredTokenKeys { get; init; } = [];

    /// <summary>How often Yoto is asked for new, renamed and vanished players.</summary>
    [Range(1, 1_440)] public int DiscoveryMinutes { get; init; } = 15;

    /// <summary>How long the event log keeps a line.</summary>
    [Range(1, 3_650)] public int EventRetentionDays { get; init; } = 90;

    /// <summary>How old a remembered list of a card's chapters may be.</summary>
    [Range(0, 3_600)] public int CardOutlineSeconds { get; init; } = 120;
}
