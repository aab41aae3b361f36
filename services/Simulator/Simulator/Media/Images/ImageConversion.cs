namespace YotoSmartStream.Simulation.Media.Images;

/// <summary>Brings a picture to the size and format that its place needs.</summary>
internal static class ImageConversion
{
    /// <summary>The picture as PNG, filling the size and cut at its edges; nothing when the bytes are no picture.</summary>
    public static async Task<byte[]?> FillAsync(byte[] image, int width, int height, CancellationToken cancellationToken)
    {
        var fill = $"scale={width}:{height}:force_original_aspect_ratio=increase,crop={width}:{height}";
        var conversion = await MediaProgram.RunAsync(
            "ffmpeg",
            [
                "-v", "error", "-protocol_whitelist", "pipe", "-i", "pipe:0", "-vf", fill,
                "-frames:v", "1", "-pix_fmt", "rgba", "-c:v", "png", "-f", "image2pipe", "pipe:1",
            ],
            cancellationToken,
            image);
        return conversion is { Succeeded: true, Output.Length: > 0 } ? conversion.Output : null;
    }
}
