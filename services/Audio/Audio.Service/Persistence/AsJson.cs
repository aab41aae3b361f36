using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace YotoSmartStream.AudioFiles.Service.Persistence;

/// <summary>A list that is written and read as a whole, as JSON in one column.</summary>
internal static class AsJson
{
    public static PropertyBuilder<IReadOnlyList<T>> HasJsonConversion<T>(this PropertyBuilder<IReadOnlyList<T>> property) => property.HasConversion(
        new ValueConverter<IReadOnlyList<T>, string>(
            list => JsonSerializer.Serialize(list, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<T>>(json, JsonSerializerOptions.Web)!),
        new ValueComparer<IReadOnlyList<T>>(
            (left, right) => ReferenceEquals(left, right) || (left != null && right != null && left.SequenceEqual(right)),
            list => list.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)),
            list => list));
}
