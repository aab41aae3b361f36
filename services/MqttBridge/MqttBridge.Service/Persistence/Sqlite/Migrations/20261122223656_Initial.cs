using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace YotoSmartStream.Bridge.Service.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bridge_accounts",
                columns: table => new
                {
                    yoto_account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    partition = table.Column<int>(type: "INTEGER", nullable: false),
                    linked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    wanted_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bridge_accounts", x => x.yoto_account_id);
                });

            migrationBuilder.CreateTable(
                name: "bridge_cards",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    card_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    yoto_account_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bridge_cards", x => new { x.tenant_id, x.card_id, x.yoto_account_id });
                });

            migrationBuilder.CreateTable(
                name: "bridge_commands",
                columns: table => new
                {
                    command_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    yoto_account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    player_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bridge_commands", x => x.command_id);
                });

            migrationBuilder.CreateTable(
                name: "bridge_dead_letters",
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
                    table.PrimaryKey("pk_bridge_dead_letters", x => new { x.event_id, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "bridge_inbox",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    handler = table.Column<string>(type: "TEXT", nullable: false),
                    handled_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bridge_inbox", x => new { x.event_id, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "bridge_leases",
                columns: table => new
                {
                    partition = table.Column<int>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    fencing_token = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bridge_leases", x => x.partition);
                });

            migrationBuilder.CreateTable(
                name: "bridge_outbox",
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
                    table.PrimaryKey("pk_bridge_outbox", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "bridge_players",
                columns: table => new
                {
                    yoto_account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    player_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    shard = table.Column<int>(type: "INTEGER", nullable: false),
                    snapshot = table.Column<string>(type: "TEXT", nullable: false),
                    online = table.Column<bool>(type: "INTEGER", nullable: true),
                    fencing_token = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bridge_players", x => new { x.yoto_account_id, x.player_id });
                });

            migrationBuilder.CreateTable(
                name: "bridge_replicas",
                columns: table => new
                {
                    owner = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    listed_until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bridge_replicas", x => x.owner);
                });

            migrationBuilder.CreateTable(
                name: "bridge_shards",
                columns: table => new
                {
                    yoto_account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    armed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bridge_shards", x => new { x.yoto_account_id, x.number });
                });

            migrationBuilder.CreateIndex(
                name: "ix_bridge_accounts_partition",
                table: "bridge_accounts",
                column: "partition");

            migrationBuilder.CreateIndex(
                name: "ix_bridge_accounts_tenant_id",
                table: "bridge_accounts",
                column: "tenant_id");

            migrationBuilder.CreateIndex(
                name: "ix_bridge_cards_yoto_account_id",
                table: "bridge_cards",
                column: "yoto_account_id");

            migrationBuilder.CreateIndex(
                name: "ix_bridge_commands_tenant_id",
                table: "bridge_commands",
                column: "tenant_id");

            migrationBuilder.CreateIndex(
                name: "ix_bridge_commands_yoto_account_id_player_id_requested_at",
                table: "bridge_commands",
                columns: new[] { "yoto_account_id", "player_id", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_bridge_inbox_handled_at",
                table: "bridge_inbox",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "ix_bridge_outbox_undelivered",
                table: "bridge_outbox",
                column: "sequence",
                filter: "delivered_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_bridge_players_tenant_id",
                table: "bridge_players",
                column: "tenant_id");

            migrationBuilder.CreateIndex(
                name: "ix_bridge_shards_tenant_id",
                table: "bridge_shards",
                column: "tenant_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bridge_accounts");

            migrationBuilder.DropTable(
                name: "bridge_cards");

            migrationBuilder.DropTable(
                name: "bridge_commands");

            migrationBuilder.DropTable(
                name: "bridge_dead_letters");

            migrationBuilder.DropTable(
                name: "bridge_inbox");

            migrationBuilder.DropTable(
                name: "bridge_leases");

            migrationBuilder.DropTable(
                name: "bridge_outbox");

            migrationBuilder.DropTable(
                name: "bridge_players");

            migrationBuilder.DropTable(
                name: "bridge_replicas");

            migrationBuilder.DropTable(
                name: "bridge_shards");
        }
    }
}
