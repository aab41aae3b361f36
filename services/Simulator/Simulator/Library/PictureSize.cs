namespace YotoSmartStream.Simulation.Library;

/// <summary>A size in which family pictures are served.</summary>
internal sealed record PictureSize(string Name, int Width, int Height)
{
    /// <summary>As it was uploaded.</summary>
    public static PictureSize Original { get; } = new("original", 0, 0);

    private static readonly IReadOnlyList<PictureSize> All = [Original, new("640x480", 640, 480), new("320x320", 320, 320)];

    public static PictureSize? Find(string name) => All.FirstOrDefault(size => size.Name == name);

    /// <summary>Without width and height the original is meant.</summary>
    public static PictureSize? Parse(string? width, string? height) =>
        string.IsNullOrEmpty(width) && string.IsNullOrEmpty(height) ? Original : Find($"{width}x{height}");
}
