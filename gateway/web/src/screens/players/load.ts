import { ask, nothing, type Outcome } from "../../ask";
import type { Frame } from "../../feed";
import { flag, items, optionalNumber, optionalText, text, type Fields } from "../../read";

export const loudestStep = 16;

export interface Player {
  readonly id: string;
  readonly name: string;
  readonly deviceType: string;
  readonly online: boolean;
  readonly playback: "playing" | "paused" | "stopped";
  readonly cardId: string | null;
  readonly chapterKey: string | null;
  readonly positionSeconds: number | null;
  readonly trackSeconds: number | null;
  /** When the position was true. */
  readonly heardAt: number;
  /** Step 0–16. */
  readonly volume: number | null;
}

export type Wish = { kind: "play" } | { kind: "pause" } | { kind: "stop" } | { kind: "volume"; step: number };

export const loadPlayers = (): Promise<Outcome<Player[]>> =>
  ask("GET", "/api/players", (json) =>
    items(json, (player) => ({
      id: text(player, "id"),
      name: text(player, "name"),
      deviceType: text(player, "deviceType"),
      ...readState(player, optionalText(player, "heardAt")),
    })),
  );

/** Accepted is not obeyed: what the player then does arrives over the live feed. */
export function tell(playerId: string, wish: Wish): Promise<Outcome<null>> {
  const path = `/api/players/${encodeURIComponent(playerId)}/${wish.kind}`;
  return wish.kind === "volume"
    ? ask("POST", path, nothing, { percent: Math.round((wish.step / loudestStep) * 100) })
    : ask("POST", path, nothing);
}

/** The players after what just happened; frames of other kinds change nothing. */
export function applyFrame(players: readonly Player[], frame: Frame): readonly Player[] {
  const change = changeOf(frame);
  return change === null ? players : players.map((player) => (player.id === frame.playerId ? { ...player, ...change } : player));
}

/** Where the player is by now, by its own word and the time since. */
export function positionAt(player: Player, now: number): number | null {
  if (player.positionSeconds === null) return null;
  const since = player.playback === "playing" ? Math.max(0, now - player.heardAt) / 1000 : 0;
  return Math.min(player.positionSeconds + since, player.trackSeconds ?? Number.POSITIVE_INFINITY);
}

function changeOf(frame: Frame): Partial<Player> | null {
  if (frame.type === "player.state") return readState(frame.more, frame.at.toISOString());
  if (frame.type === "player.presence") return { online: flag(frame.more, "online") };
  return null;
}

function readState(from: Fields, heardAt: string | null): Omit<Player, "id" | "name" | "deviceType"> {
  const playback = optionalText(from, "playbackStatus");
  return {
    online: flag(from, "online"),
    playback: playback === "playing" || playback === "paused" ? playback : "stopped",
    cardId: optionalText(from, "yotoCardId"),
    chapterKey: optionalText(from, "chapterKey"),
    positionSeconds: optionalNumber(from, "positionSeconds"),
    trackSeconds: optionalNumber(from, "trackSeconds"),
    heardAt: heardAt === null ? Date.now() : Date.parse(heardAt),
    volume: optionalNumber(from, "volume"),
  };
}
