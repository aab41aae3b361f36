namespace YotoSmartStream.Simulation.Media.Images;

/// <summary>An icon as the API lists it; the cloud's own have a title and tags.</summary>
internal sealed record DisplayIcon(string Id, string MediaId, string UserId, DateTimeOffset CreatedAt, string? Title = null, IReadOnlyList<string>? Tags = null)
{
    public bool IsPublic => Tags is not null;

    public string Reference => $"yoto:#{MediaId}";
}

/// <summary>The icons that anyone may use on a 16×16 display.</summary>
internal static class PublicIcons
{
    /// <summary>The icon that cards get when their author chose none.</summary>
    public const string DefaultMediaId = "aUm9i3ex3qqAMYBv-i-O-pYMKuMJGICtR3Vhf289u2Q";
    public const string Owner = "yoto";

    private const string ResourceName = "public-icons.txt";
    private const int Height = 16;
    private static readonly DateTimeOffset DrawnAt = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<(DisplayIcon Icon, MediaFile File)> All { get; } = Read();

    public static DisplayIcon Find(string title) => All.First(each => each.Icon.Title == title).Icon;

    private static List<(DisplayIcon, MediaFile)> Read()
    {
        using var reader = new StreamReader(typeof(PublicIcons).Assembly.GetManifestResourceStream(ResourceName)!);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);   // The first line says what the file is.
        return [.. lines.Chunk(1 + Height).Select((lines, index) => Draw(lines, index))];
    }

    private static (DisplayIcon, MediaFile) Draw(string[] lines, int index)
    {
        var (title, tags) = (lines[0].Split(':')[0], lines[0].Split(':')[1].Split(',', StringSplitOptions.TrimEntries));
        var file = MediaFile.Public(PixelArt.Png(lines[1..], ColourOf), ImageHeader.Png);
        if (index is 0) file = file with { Id = DefaultMediaId };   // The one id that is known from the real cloud.
        return (new DisplayIcon($"{index + 1:x24}", file.Id, Owner, DrawnAt, title, tags), file);
    }

    public static uint ColourOf(char letter) => letter switch
    {
        'r' => 0xF95E3FFF,
        'w' => 0xFFFFFFFF,
        'k' => 0x33302CFF,
        'g' => 0x3FAE6AFF,
        'G' => 0x7FD18FFF,
        'b' => 0x8A5A3BFF,
        'y' => 0xFFB800FF,
        'o' => 0xFF8C00FF,
        'c' => 0x40BFD9FF,
        'p' => 0xF57399FF,
        _ => 0x00000000,
    };
}
