using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.Library;
using YotoSmartStream.Simulation.Media;
using YotoSmartStream.Simulation.Media.Images;

namespace YotoSmartStream.Simulation.Seed;

/// <summary>What a family has that has used its account for a while: cards, a group, an icon and a picture of its own.</summary>
internal sealed class SampleLibrary(CardStore cards, LibraryGroups groups, DisplayIcons icons, FamilyImages images, MediaLibrary media)
{
    private static readonly string[] Boat =
    [
        "................", "........b.......", "........bw......", "........bww.....", "........bwww....", ".......wbwwww...", "......wwbwwww...",
        ".....wwwbwwwww..", "....wwwwbwwwww..", "........b.......", ".rrrrrrrrrrrrrr.", "..rrrrrrrrrrrr..", "...rrrrrrrrrr...", "cccccccccccccccc",
        ".cccc.cccc.cccc.", "................",
    ];

    /// <summary>The media that sample cards name; it belongs to the cloud, whether or not an account has the cards.</summary>
    public void AddMedia()
    {
        foreach (var audio in SampleCards.Audio) media.Add(audio);
    }

    public void GiveTo(Account account)
    {
        var created = SampleCards.All.Select(card => cards.Create(account, card)).ToList();
        groups.Create(account, "Bedtime", LibraryGroup.DefaultImageId, created.Skip(1).Select(card => card.Id));
        var boat = PixelArt.Png(Boat, PublicIcons.ColourOf);
        icons.Add(account, boat, ImageHeader.Png);
        images.Add(account, boat, ImageHeader.Png);
    }
}
