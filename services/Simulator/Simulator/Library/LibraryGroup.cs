namespace YotoSmartStream.Simulation.Library;

/// <summary>A shelf of a family's library. It is never changed, only replaced.</summary>
internal sealed record LibraryGroup(
    string Id, string FamilyId, string Name, string ImageId, IReadOnlyList<LibraryGroupItem> Items, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt)
{
    public const int MostPerFamily = 20;
    public const int MostNameCharacters = 100;
    public const string DefaultImageId = "fp-cards";
}

internal sealed record LibraryGroupItem(string ContentId, DateTimeOffset AddedAt);
