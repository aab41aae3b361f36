using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace YotoSmartStream.Cards.Service.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "account_cards",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    card_id = table.Column<string>(type: "text", nullable: false),
                    yoto_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    yoto_card_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_cards", x => new { x.tenant_id, x.card_id, x.yoto_account_id });
                });

            migrationBuilder.CreateTable(
                name: "card_dead_letters",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    handler = table.Column<string>(type: "text", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    partition = table.Column<int>(type: "integer", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    failed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_card_dead_letters", x => new { x.event_id, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "card_inbox",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    handler = table.Column<string>(type: "text", nullable: false),
                    handled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_card_inbox", x => new { x.event_id, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "card_outbox",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    partition = table.Column<int>(type: "integer", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_card_outbox", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "cards",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    creation_key = table.Column<string>(type: "text", nullable: true),
                    creation_fingerprint = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cards", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "publications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    card_id = table.Column<string>(type: "text", nullable: false),
                    yoto_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    yoto_card_id = table.Column<string>(type: "text", nullable: true),
                    story_revision = table.Column<int>(type: "integer", nullable: true),
                    problem_code = table.Column<string>(type: "text", nullable: true),
                    problem_message = table.Column<string>(type: "text", nullable: true),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    delays = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    creation_key = table.Column<string>(type: "text", nullable: true),
                    creation_fingerprint = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_publications", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tracks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    audio_file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audio_missing = table.Column<bool>(type: "boolean", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    creation_key = table.Column<string>(type: "text", nullable: true),
                    creation_fingerprint = table.Column<string>(type: "text", nullable: true),
                    card_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tracks", x => x.id);
                    table.ForeignKey(
                        name: "fk_tracks_cards_tenant_id_card_id",
                        columns: x => new { x.tenant_id, x.card_id },
                        principalTable: "cards",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_card_inbox_handled_at",
                table: "card_inbox",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "ix_card_outbox_undelivered",
                table: "card_outbox",
                column: "sequence",
                filter: "delivered_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cards_tenant_id_creation_key",
                table: "cards",
                columns: new[] { "tenant_id", "creation_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_publications_next_attempt_at",
                table: "publications",
                column: "next_attempt_at");

            migrationBuilder.CreateIndex(
                name: "ix_publications_tenant_id_card_id",
                table: "publications",
                columns: new[] { "tenant_id", "card_id" });

            migrationBuilder.CreateIndex(
                name: "ix_publications_tenant_id_creation_key",
                table: "publications",
                columns: new[] { "tenant_id", "creation_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tracks_tenant_id_audio_file_id",
                table: "tracks",
                columns: new[] { "tenant_id", "audio_file_id" });

            migrationBuilder.CreateIndex(
                name: "ix_tracks_tenant_id_card_id",
                table: "tracks",
                columns: new[] { "tenant_id", "card_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_cards");

            migrationBuilder.DropTable(
                name: "card_dead_letters");

            migrationBuilder.DropTable(
                name: "card_inbox");

            migrationBuilder.DropTable(
                name: "card_outbox");

            migrationBuilder.DropTable(
                name: "publications");

            migrationBuilder.DropTable(
                name: "tracks");

            migrationBuilder.DropTable(
                name: "cards");
        }
    }
}
