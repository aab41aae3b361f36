using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace YotoSmartStream.Stories.Service.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "card_script_revisions",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    card_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false),
                    includes = table.Column<string>(type: "text", nullable: false),
                    content_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    frozen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_card_script_revisions", x => new { x.tenant_id, x.card_id, x.revision });
                });

            migrationBuilder.CreateTable(
                name: "card_scripts",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    card_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    document = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    latest_revision = table.Column<int>(type: "integer", nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_card_scripts", x => new { x.tenant_id, x.card_id });
                });

            migrationBuilder.CreateTable(
                name: "player_script_state",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    yoto_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    player_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    card_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    child = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    yoto_card_id = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    layout = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    state_revision = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    steps = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    is_present = table.Column<bool>(type: "boolean", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    command = table.Column<string>(type: "text", nullable: true),
                    is_out_of_step = table.Column<bool>(type: "boolean", nullable: false),
                    player_at = table.Column<string>(type: "text", nullable: true),
                    last_seen = table.Column<string>(type: "text", nullable: true),
                    last_player_utc = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_player_script_state", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "script_cards",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    card_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false),
                    known_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_script_cards", x => new { x.tenant_id, x.card_id });
                });

            migrationBuilder.CreateTable(
                name: "script_dead_letters",
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
                    table.PrimaryKey("pk_script_dead_letters", x => new { x.event_id, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "script_inbox",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    handler = table.Column<string>(type: "text", nullable: false),
                    handled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_script_inbox", x => new { x.event_id, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "script_listeners",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    player_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    child = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_script_listeners", x => new { x.tenant_id, x.player_id });
                });

            migrationBuilder.CreateTable(
                name: "script_outbox",
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
                    table.PrimaryKey("pk_script_outbox", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "script_publications",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    yoto_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    yoto_card_id = table.Column<string>(type: "text", nullable: false),
                    card_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: true),
                    layout = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_script_publications", x => new { x.tenant_id, x.yoto_account_id, x.yoto_card_id });
                });

            migrationBuilder.CreateTable(
                name: "script_shared_memory",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scope = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    owner = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_script_shared_memory", x => new { x.tenant_id, x.scope, x.owner });
                });

            migrationBuilder.CreateTable(
                name: "script_steps",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    playthrough_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    card_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    input = table.Column<string>(type: "text", nullable: false),
                    from_chapter = table.Column<string>(type: "text", nullable: true),
                    to_chapter = table.Column<string>(type: "text", nullable: true),
                    edges = table.Column<string>(type: "text", nullable: false),
                    output = table.Column<string>(type: "text", nullable: false),
                    is_over = table.Column<bool>(type: "boolean", nullable: false),
                    ending = table.Column<string>(type: "text", nullable: true),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_script_steps", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_card_script_revisions_tenant_id_card_id_content_hash",
                table: "card_script_revisions",
                columns: new[] { "tenant_id", "card_id", "content_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_player_script_state_due_at",
                table: "player_script_state",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "ix_player_script_state_tenant_id_card_id",
                table: "player_script_state",
                columns: new[] { "tenant_id", "card_id" });

            migrationBuilder.CreateIndex(
                name: "ix_player_script_state_tenant_id_player_id_card_id_child",
                table: "player_script_state",
                columns: new[] { "tenant_id", "player_id", "card_id", "child" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_player_script_state_tenant_id_updated_at",
                table: "player_script_state",
                columns: new[] { "tenant_id", "updated_at" });

            migrationBuilder.CreateIndex(
                name: "ix_script_inbox_handled_at",
                table: "script_inbox",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "ix_script_outbox_undelivered",
                table: "script_outbox",
                column: "sequence",
                filter: "delivered_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_script_publications_tenant_id_card_id",
                table: "script_publications",
                columns: new[] { "tenant_id", "card_id" });

            migrationBuilder.CreateIndex(
                name: "ix_script_steps_tenant_id_card_id_taken_at",
                table: "script_steps",
                columns: new[] { "tenant_id", "card_id", "taken_at" });

            migrationBuilder.CreateIndex(
                name: "ix_script_steps_tenant_id_playthrough_id_number",
                table: "script_steps",
                columns: new[] { "tenant_id", "playthrough_id", "number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "card_script_revisions");

            migrationBuilder.DropTable(
                name: "card_scripts");

            migrationBuilder.DropTable(
                name: "player_script_state");

            migrationBuilder.DropTable(
                name: "script_cards");

            migrationBuilder.DropTable(
                name: "script_dead_letters");

            migrationBuilder.DropTable(
                name: "script_inbox");

            migrationBuilder.DropTable(
                name: "script_listeners");

            migrationBuilder.DropTable(
                name: "script_outbox");

            migrationBuilder.DropTable(
                name: "script_publications");

            migrationBuilder.DropTable(
                name: "script_shared_memory");

            migrationBuilder.DropTable(
                name: "script_steps");
        }
    }
}
