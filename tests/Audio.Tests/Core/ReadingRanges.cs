using FsCheck;
using FsCheck.Fluent;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Tests.Core;

public sealed class ReadingRanges
{
    private const long Length = 1000;

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=0-999", 0, 1000)]
    [InlineData("bytes=10-", 10, 990)]
    [InlineData("bytes=-10", 990, 10)]
    [InlineData("bytes=-5000", 0, 1000)]
    [InlineData("bytes=999-99999999999999999999999", 999, 1)]
    [InlineData("BYTES=1-2", 1, 2)]
    [InlineData("bytes= 1-2 ", 1, 2)]
    public void One_range_is_those_bytes(string header, long first, long count) =>
        Assert.Equal(new(RangeKind.Part, new(first, count)), RangeHeader.Read(header, Length));

    [Theory]
    [InlineData("bytes=1000-")]
    [InlineData("bytes=1000-1001")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=99999999999999999999999-")]
    public void Bytes_that_are_not_there_cannot_be_had(string header) =>
        Assert.Equal(RangeKind.Unsatisfiable, RangeHeader.Read(header, Length).Kind);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=5-1")]
    [InlineData("bytes=+1-2")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=1-2,4-5")]
    [InlineData("bytes=1--2")]
    [InlineData("lines=1-2")]
    public void What_cannot_be_read_is_ignored(string? header) =>
        Assert.Equal(new(RangeKind.Whole, new(0, Length)), RangeHeader.Read(header, Length));

    [Theory]
    [InlineData("bytes=-5", RangeKind.Whole)]
    [InlineData("bytes=0-", RangeKind.Unsatisfiable)]
    [InlineData("bytes=-0", RangeKind.Unsatisfiable)]
    [InlineData(null, RangeKind.Whole)]
    public void Of_nothing_the_end_is_all_of_it_and_a_beginning_cannot_be_had(string? header, RangeKind kind) =>
        Assert.Equal(kind, RangeHeader.Read(header, length: 0).Kind);

    [Fact]
    public void Any_range_of_a_virtual_file_is_that_range_of_its_parts_in_a_row() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<byte>>(), ArbMap.Default.ArbFor<NonNegativeInt>(), ArbMap.Default.ArbFor<NonNegativeInt>(), (sizes, from, to) =>
        {
            var parts = sizes.Get.Select((size, index) => new byte[size].Select((_, at) => (byte)((index * 31) + at)).ToArray()).ToList();
            var whole = parts.SelectMany(part => part).ToArray();
            if (whole.Length == 0) return true;
            var (file, bytesOf) = Virtual(parts);
            var first = from.Get % whole.Length;
            var count = 1 + (to.Get % (whole.Length - first));

            var slices = file.Slice(new(first, count)).SelectMany(slice => bytesOf[slice.Part.Key].Skip((int)slice.Span.First).Take((int)slice.Span.Count));
            return file.Length == whole.Length && slices.SequenceEqual(whole.Skip(first).Take(count));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_byte_belongs_to_the_part_that_it_lies_in()
    {
        var (file, _) = Virtual([new byte[3], [], new byte[2]]);

        Assert.Equal([0, 0, 0, 2, 2, 3], Enumerable.Range(0, 6).Select(offset => file.PartAt(offset)));
        Assert.Equal([0, 3, 3], Enumerable.Range(0, 3).Select(file.StartOf));
    }

    private static (VirtualFile File, Dictionary<ObjectKey, byte[]> BytesOf) Virtual(IReadOnlyList<byte[]> parts)
    {
        var family = TenantId.New();
        var keys = parts.Select(_ => ObjectKey.ForRendition(family, Guid.CreateVersion7(), new string('a', 64))).ToList();
        var file = new VirtualFile([.. keys.Zip(parts, (key, bytes) => new AudioPart(key, bytes.Length))], "tag");
        return (file, keys.Zip(parts).ToDictionary());
    }
}
