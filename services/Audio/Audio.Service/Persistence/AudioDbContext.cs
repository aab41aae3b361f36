using Microsoft.EntityFrameworkCore;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.AudioFiles.Service.Persistence;

internal abstract class AudioDbContext(DbContextOptions options, TenantScope tenant) : ModuleDbContext(options, tenant)
{
    public DbSet<AudioFile> AudioFiles => Set<AudioFile>();

    public DbSet<AudioInsight> AudioInsights => Set<AudioInsight>();

    public DbSet<ResumableUpload> Uploads => Set<ResumableUpload>();

    public DbSet<StorageLedger> StorageLedgers => Set<StorageLedger>();

    public DbSet<StreamQueue> StreamQueues => Set<StreamQueue>();

    public DbSet<QueueRendition> QueueRenditions => Set<QueueRendition>();

    public DbSet<Listening> Listenings => Set<Listening>();

    public DbSet<WithdrawnUrls> WithdrawnUrls => Set<WithdrawnUrls>();

    protected override string Module => "audio";

    protected override void Configure(ModelBuilder model)
    {
        ConfigureFiles(model);
        ConfigureInsights(model);
        ConfigureUploads(model);
        ConfigureLedgers(model);
        model.AddStreamQueues();
    }

    private static void ConfigureFiles(ModelBuilder model) => model.Entity<AudioFile>(file =>
    {
        file.ToTable("audio_files");
        file.HasKey(audio => audio.Id);
        file.Property(audio => audio.Id).ValueGeneratedNever();
        file.Property(audio => audio.TenantId);
        file.Property(audio => audio.FileName).HasMaxLength(AudioFileName.MaxLength)
            .HasConversion(name => name.Value, stored => AudioFileName.Stored(stored));
        file.Property(audio => audio.ReceivedAt);
        file.Property(audio => audio.SourceSha256).HasMaxLength(64);
        file.Property(audio => audio.SourceFormat).HasConversion<string>().HasMaxLength(16);
        file.Property(audio => audio.State).HasConversion<string>().HasMaxLength(16);
        file.PrimitiveCollection(audio => audio.CardIds).HasField("_cardIds");
        file.Property(audio => audio.Excerpts).HasJsonConversion();
        file.Property(audio => audio.RenditionSha256).HasMaxLength(64);
        file.Property(audio => audio.Version).IsConcurrencyToken();
        file.Ignore(audio => audio.Source);
        file.Ignore(audio => audio.SourceKey);
        file.Ignore(audio => audio.RenditionKey);
        file.Property(audio => audio.CoverSha256).HasMaxLength(64);
        file.Ignore(audio => audio.Cover);
        file.Ignore(audio => audio.CoverKey);

        file.HasIndex(audio => new { audio.TenantId, audio.SourceSha256 }).IsUnique();   // The same bytes are one file of a tenant.
        file.HasIndex(audio => new { audio.TenantId, audio.FileName });
        file.HasIndex(audio => new { audio.State, audio.TenantId, audio.ReceivedAt });    // The conversion queue,
        file.HasIndex(audio => new { audio.TenantId, audio.StartedAt });                  // and whose turn it is.
    });

    private static void ConfigureUploads(ModelBuilder model) => model.Entity<ResumableUpload>(upload =>
    {
        upload.ToTable("audio_uploads");
        upload.HasKey(open => open.Id);
        upload.Property(open => open.Id).ValueGeneratedNever();
        upload.Property(open => open.TenantId);
        upload.Property(open => open.FileName).HasMaxLength(AudioFileName.MaxLength)
            .HasConversion(name => name.Value, stored => AudioFileName.Stored(stored));
        upload.Property(open => open.CardId);
        upload.Property(open => open.LengthBytes);
        upload.Property(open => open.Parts).HasJsonConversion();
        upload.Property(open => open.State).HasConversion<string>().HasMaxLength(16);
        upload.Property(open => open.Version).IsConcurrencyToken();
        upload.Ignore(open => open.IsComplete);
        upload.HasIndex(open => new { open.TenantId, open.State });
        upload.HasIndex(open => open.ExpiresAt);
    });

    private static void ConfigureLedgers(ModelBuilder model) => model.Entity<StorageLedger>(ledger =>
    {
        ledger.ToTable("audio_storage_ledgers");
        ledger.HasKey(known => known.TenantId);
        ledger.Property(known => known.TenantId).ValueGeneratedNever();
        ledger.Property(known => known.Version).IsConcurrencyToken();
    });

    private static void ConfigureInsights(ModelBuilder model) => model.Entity<AudioInsight>(insight =>
    {
        insight.ToTable("audio_insights");
        insight.HasKey(known => known.AudioFileId);
        insight.Property(known => known.AudioFileId).ValueGeneratedNever();
        insight.Property(known => known.TenantId);
        insight.Property(known => known.Silences).HasJsonConversion();
        insight.Property(known => known.Chapters).HasJsonConversion();
        insight.Property(known => known.Title).HasMaxLength(EmbeddedTags.MaxTextLength);
        insight.Property(known => known.Artist).HasMaxLength(EmbeddedTags.MaxTextLength);
        insight.Property(known => known.Album).HasMaxLength(EmbeddedTags.MaxTextLength);
        insight.HasOne<AudioFile>().WithOne().HasForeignKey<AudioInsight>(known => known.AudioFileId).OnDelete(DeleteBehavior.Cascade);
    });
}

internal sealed class AudioSqliteContext(DbContextOptions<AudioSqliteContext> options, TenantScope tenant) : AudioDbContext(options, tenant);

internal sealed class AudioPostgresContext(DbContextOptions<AudioPostgresContext> options, TenantScope tenant) : AudioDbContext(options, tenant);
