import { afterEach, describe, expect, test, vi } from "vitest";
import { readFrame } from "../../feed";
import { applyFrame, loadPlayers, positionAt, tell, type Player } from "./load";

const mia: Player = {
  id: "y1", name: "Mia", deviceType: "mini", online: true, playback: "stopped", cardId: null, chapterKey: null,
  positionSeconds: null, trackSeconds: null, heardAt: 0, volume: 8,
};

const frame = (type: string, more: object) =>
  readFrame({ type, eventId: "e1", playerId: "y1", at: "2026-03-01T12:00:00Z", ...more });

afterEach(() => vi.unstubAllGlobals());

describe("the players", () => {
  test("follow what the live feed says of them", () => {
    const [after] = applyFrame([mia], frame("player.state", { online: true, playbackStatus: "playing", yotoCardId: "abcde", positionSeconds: 3, volume: 9 }));

    expect(after).toMatchObject({ name: "Mia", playback: "playing", cardId: "abcde", positionSeconds: 3, volume: 9 });
  });

  test("go offline when their presence ends", () => {
    expect(applyFrame([mia], frame("player.presence", { online: false }))[0]?.online).toBe(false);
  });

  test("do not change by another player's frame", () => {
    const other = { ...frame("player.presence", { online: false }), playerId: "y2" };

    expect(applyFrame([mia], other)).toEqual([mia]);
  });

  test("move on while they play, but never past the end of the chapter", () => {
    const playing: Player = { ...mia, playback: "playing", positionSeconds: 10, trackSeconds: 12, heardAt: 1000 };

    expect(positionAt(playing, 2000)).toBe(11);
    expect(positionAt(playing, 9000)).toBe(12);
    expect(positionAt({ ...playing, playback: "paused" }, 9000)).toBe(10);
  });
});

describe("asking the server", () => {
  test("a list that is not one is a failure, not a broken page", async () => {
    vi.stubGlobal("fetch", async () => new Response("{}"));

    expect((await loadPlayers()).kind).toBe("unreachable");
  });

  test("a refusal keeps its code and its sentence", async () => {
    const problem = { title: "The player is offline.", code: "player.offline" };
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify(problem), { status: 409 }));

    expect(await tell("y1", { kind: "pause" })).toEqual({ kind: "refused", status: 409, code: "player.offline", message: "The player is offline." });
  });

  test("a volume step is sent as a percentage", async () => {
    const sent: unknown[] = [];
    vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
      sent.push([path, init.body]);
      return new Response(null, { status: 202 });
    });

    await tell("y/1", { kind: "volume", step: 4 });

    expect(sent).toEqual([["/api/players/y%2F1/volume", '{"percent":25}']]);
  });
});
