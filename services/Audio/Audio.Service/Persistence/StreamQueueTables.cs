using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using YotoSmartStream.AudioFiles.StreamQueues;

namespace YotoSmartStream.AudioFiles.Service.Persistence;

/// <summary>The rows of queues and of those who hear them. Lists that are only ever read and written whole are one column of JSON.</summary>
internal static class StreamQueueTables
{
    private const int MaxCreationKeyLength = 128;
    private const int MaxIdLength = 300;

    public static void AddStreamQueues(this ModelBuilder model)
    {
        model.Entity<StreamQueue>(Configure);
        model.Entity<QueueRendition>(Configure);
        model.Entity<Listening>(Configure);
        model.Entity<WithdrawnUrls>(Configure);
    }

    private static void Configure(EntityTypeBuilder<StreamQueue> queue)
    {
        queue.ToTable("stream_queues").HasKey(row => row.Id);
        queue.Property(row => row.Id).ValueGeneratedNever();
        queue.Property(row => row.TenantId);
        queue.Property(row => row.CreatedAt);
        queue.Property(row => row.Name).HasMaxLength(QueueName.MaxLength);
        queue.Property(row => row.Mode).HasConversion<string>().HasMaxLength(16);
        queue.Property<List<QueueItem>>("_items").HasColumnName("items").AsJson();
        queue.Ignore(row => row.Items);
        queue.Property(row => row.CreationKey).HasMaxLength(MaxCreationKeyLength);
        queue.Property(row => row.Version).IsConcurrencyToken();
        queue.HasIndex(row => new { row.TenantId, row.CreationKey }).IsUnique();
    }

    private static void Configure(EntityTypeBuilder<QueueRendition> rendition)
    {
        rendition.ToTable("queue_renditions").HasKey(row => new { row.TenantId, row.AudioFileId, row.Channels });
        rendition.Property(row => row.OriginSha256).HasMaxLength(64);
        rendition.Property(row => row.Sha256).HasMaxLength(64);
    }

    private static void Configure(EntityTypeBuilder<Listening> listening)
    {
        listening.ToTable("queue_listenings").HasKey(row => new { row.TenantId, row.QueueId, row.ListenerKey });
        listening.Property(row => row.ListenerKey).HasMaxLength(Listener.MaxKeyLength);
        listening.Property(row => row.PlayerId).HasMaxLength(MaxIdLength);
        listening.Property(row => row.CardId).HasMaxLength(MaxIdLength);
        listening.Property(row => row.Items).AsJson();
        listening.HasIndex(row => new { row.TenantId, row.QueueId, row.HeardAt });
    }

    private static void Configure(EntityTypeBuilder<WithdrawnUrls> withdrawn) =>
        withdrawn.ToTable("withdrawn_stream_urls").HasKey(row => new { row.TenantId, row.SubjectId });

    private static void AsJson<TList>(this PropertyBuilder<TList> property)
        where TList : class =>
        property.HasConversion(
            list => JsonSerializer.Serialize(list, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<TList>(json, JsonSerializerOptions.Web)!,
            new ValueComparer<TList>(
                (one, other) => ReferenceEquals(one, other),     // A change is always a new list.
                list => list.GetHashCode(),
                list => list));
}
