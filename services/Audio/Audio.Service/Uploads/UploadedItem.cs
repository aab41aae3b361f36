using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <summary>What became of one file among several that came together.</summary>
/// <param name="Path">As the sender called it, with its folders.</param>
/// <param name="FileName">Without them.</param>
/// <param name="AudioFileId">What it became.</param>
/// <param name="Code">Why it was refused, for programs.</param>
/// <param name="Message">Why it was refused, in a sentence.</param>
internal sealed record UploadedItem(string Path, string FileName, Guid? AudioFileId, string? Code, string? Message)
{
    public static UploadedItem Refused(string? path, Error error) =>
        new(path ?? "", AudioFileName.Parse(path) is { IsSuccess: true } name ? name.Value.Value : "", null, error.Code, error.Message);

    public static UploadedItem Of(string path, Result<ReceivedAudio> received) => received.IsSuccess
        ? new(path, received.Value.File.FileName.Value, received.Value.File.Id, null, null)
        : Refused(path, received.Error);

    /// <summary>Programs of desktops leave hidden files and shadows of files everywhere; folders have no name of their own.</summary>
    public static bool IsClutter(string path)
    {
        var name = path.Split('/', '\\')[^1];
        return name.Length == 0 || name.StartsWith('.') || name is "Thumbs.db" or "desktop.ini" || path.StartsWith("__MACOSX/", StringComparison.Ordinal);
    }
}

/// <param name="Items">Each of the files, in their order.</param>
internal sealed record UploadedItems(IReadOnlyList<UploadedItem> Items);
