using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace YotoSmartStream.AudioFiles.Service.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audio_dead_letters",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    handler = table.Column<string>(type: "TEXT", nullable: false),
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    partition = table.Column<int>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    failed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audio_dead_letters", x => new { x.event_id, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "audio_files",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false),
                    source_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    source_format = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    source_duration_milliseconds = table.Column<long>(type: "INTEGER", nullable: false),
                    source_channels = table.Column<int>(type: "INTEGER", nullable: false),
                    source_size_bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    excerpts = table.Column<string>(type: "TEXT", nullable: false),
                    has_original = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    card_ids = table.Column<string>(type: "TEXT", nullable: false),
                    claimed_until = table.Column<long>(type: "INTEGER", nullable: true),
                    is_quarantined = table.Column<bool>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    claims = table.Column<int>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    progress_percent = table.Column<int>(type: "INTEGER", nullable: false),
                    rendition_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    size_bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    duration_milliseconds = table.Column<long>(type: "INTEGER", nullable: false),
                    channels = table.Column<int>(type: "INTEGER", nullable: false),
                    cover_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    cover_size_bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    rejection_code = table.Column<string>(type: "TEXT", nullable: true),
                    rejection_message = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audio_files", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audio_inbox",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    handler = table.Column<string>(type: "TEXT", nullable: false),
                    handled_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audio_inbox", x => new { x.event_id, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "audio_outbox",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    partition = table.Column<int>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false),
                    trace_parent = table.Column<string>(type: "TEXT", nullable: true),
                    delivered_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audio_outbox", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "audio_storage_ledgers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audio_storage_ledgers", x => x.tenant_id);
                });

            migrationBuilder.CreateTable(
                name: "audio_uploads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    card_id = table.Column<string>(type: "TEXT", nullable: true),
                    length_bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    offset_bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    parts = table.Column<string>(type: "TEXT", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    audio_file_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    refusal_code = table.Column<string>(type: "TEXT", nullable: true),
                    refusal_message = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audio_uploads", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "queue_listenings",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    queue_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    listener_key = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    player_id = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    card_id = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    queue_version = table.Column<int>(type: "INTEGER", nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    items = table.Column<string>(type: "TEXT", nullable: false),
                    stretch_from = table.Column<long>(type: "INTEGER", nullable: false),
                    stretch_began_at = table.Column<long>(type: "INTEGER", nullable: false),
                    sent_to = table.Column<long>(type: "INTEGER", nullable: false),
                    last_sent_at = table.Column<long>(type: "INTEGER", nullable: false),
                    heard_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_queue_listenings", x => new { x.tenant_id, x.queue_id, x.listener_key });
                });

            migrationBuilder.CreateTable(
                name: "queue_renditions",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    audio_file_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    channels = table.Column<int>(type: "INTEGER", nullable: false),
                    origin_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    size_bytes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_queue_renditions", x => new { x.tenant_id, x.audio_file_id, x.channels });
                });

            migrationBuilder.CreateTable(
                name: "stream_queues",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    channels = table.Column<int>(type: "INTEGER", nullable: false),
                    shuffle_seed = table.Column<Guid>(type: "TEXT", nullable: false),
                    creation_key = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    items = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stream_queues", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "withdrawn_stream_urls",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    issued_until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_withdrawn_stream_urls", x => new { x.tenant_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "audio_insights",
                columns: table => new
                {
                    audio_file_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    loudness_lufs = table.Column<double>(type: "REAL", nullable: true),
                    true_peak_db = table.Column<double>(type: "REAL", nullable: true),
                    gain_db = table.Column<double>(type: "REAL", nullable: true),
                    waveform = table.Column<byte[]>(type: "BLOB", nullable: false),
                    silences = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    artist = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    album = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    chapters = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audio_insights", x => x.audio_file_id);
                    table.ForeignKey(
                        name: "fk_audio_insights_audio_files_audio_file_id",
                        column: x => x.audio_file_id,
                        principalTable: "audio_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audio_files_state_tenant_id_received_at",
                table: "audio_files",
                columns: new[] { "state", "tenant_id", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_audio_files_tenant_id_file_name",
                table: "audio_files",
                columns: new[] { "tenant_id", "file_name" });

            migrationBuilder.CreateIndex(
                name: "ix_audio_files_tenant_id_source_sha256",
                table: "audio_files",
                columns: new[] { "tenant_id", "source_sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audio_files_tenant_id_started_at",
                table: "audio_files",
                columns: new[] { "tenant_id", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_audio_inbox_handled_at",
                table: "audio_inbox",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "ix_audio_outbox_undelivered",
                table: "audio_outbox",
                column: "sequence",
                filter: "delivered_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_audio_uploads_expires_at",
                table: "audio_uploads",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_audio_uploads_tenant_id_state",
                table: "audio_uploads",
                columns: new[] { "tenant_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_queue_listenings_tenant_id_queue_id_heard_at",
                table: "queue_listenings",
                columns: new[] { "tenant_id", "queue_id", "heard_at" });

            migrationBuilder.CreateIndex(
                name: "ix_stream_queues_tenant_id_creation_key",
                table: "stream_queues",
                columns: new[] { "tenant_id", "creation_key" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audio_dead_letters");

            migrationBuilder.DropTable(
                name: "audio_inbox");

            migrationBuilder.DropTable(
                name: "audio_insights");

            migrationBuilder.DropTable(
                name: "audio_outbox");

            migrationBuilder.DropTable(
                name: "audio_storage_ledgers");

            migrationBuilder.DropTable(
                name: "audio_uploads");

            migrationBuilder.DropTable(
                name: "queue_listenings");

            migrationBuilder.DropTable(
                name: "queue_renditions");

            migrationBuilder.DropTable(
                name: "stream_queues");

            migrationBuilder.DropTable(
                name: "withdrawn_stream_urls");

            migrationBuilder.DropTable(
                name: "audio_files");
        }
    }
}
