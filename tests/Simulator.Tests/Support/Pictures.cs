using YotoSmartStream.Simulation.Media.Images;

namespace YotoSmartStream.Simulation.Tests.Support;

/// <summary>Pictures of one colour.</summary>
internal static class Pictures
{
    public static byte[] Png(int width, int height, uint colour = 0xF95E3FFF) =>
        PixelArt.Png([.. Enumerable.Repeat(new string('x', width), height)], _ => colour);
}
