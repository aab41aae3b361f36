import { ask } from "./ask";
import { fields, number, text, type Fields } from "./read";

/** One thing that happened, as the event log keeps it and the live feed says it. */
export interface Frame {
  readonly eventId: string;
  readonly type: string;
  readonly at: Date;
  readonly playerId: string | null;
  readonly more: Fields;
}

export type FeedState = "connecting" | "live" | "waiting" | "signed-out";

interface Page {
  readonly frames: readonly Frame[];
  readonly next: number;
}

const pageSize = 500;
const lookBack = 200;
const longestWaitMs = 15_000;
const signedOutCode = 4401;

/**
 * Follows the household's events: first the newest that the log already has, then live. After an interruption it goes on where it was; the
 * receiver may see an event twice and knows it by its id.
 */
export function followFeed(onFrames: (frames: readonly Frame[]) => void, onState: (state: FeedState) => void): () => void {
  let stopped = false;
  let cursor: number | null = null;
  let failures = 0;
  let socket: WebSocket | null = null;
  let timer = 0;

  const connect = async (): Promise<void> => {
    onState("connecting");
    await readLog();
    if (stopped) return;
    socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws/events${cursor === null ? "" : `?after=${cursor}`}`);
    socket.onopen = () => {
      failures = 0;
      onState("live");
    };
    socket.onmessage = (message) => onFrames([readFrame(JSON.parse(String(message.data)))]);
    socket.onclose = (close) => (close.code === signedOutCode ? onState("signed-out") : retry());
  };

  const readLog = async (): Promise<void> => {
    for (;;) {
      const query: string = cursor === null ? `before=latest&limit=${lookBack}` : `after=${cursor}&limit=${pageSize}`;
      const page = await ask("GET", `/api/events?${query}`, readPage);
      if (stopped || page.kind !== "done") return;
      onFrames(page.value.frames);
      cursor = page.value.next;
      if (page.value.frames.length < pageSize) return;
    }
  };

  const retry = (): void => {
    if (stopped) return;
    onState("waiting");
    failures += 1;
    timer = window.setTimeout(() => void connect(), Math.min(longestWaitMs, 500 * 2 ** failures) * (0.5 + Math.random() / 2));
  };

  void connect();
  return () => {
    stopped = true;
    window.clearTimeout(timer);
    socket?.close();
  };
}

export function readFrame(json: unknown): Frame {
  const frame = fields(json);
  const { eventId, type, at, playerId, ...more } = frame;
  return {
    eventId: text(frame, "eventId"),
    type: text(frame, "type"),
    at: new Date(text(frame, "at")),
    playerId: typeof playerId === "string" ? playerId : null,
    more,
  };
}

function readPage(json: unknown): Page {
  const page = fields(json);
  const lines = page["items"];
  if (!Array.isArray(lines)) throw new TypeError("The answer has no list.");
  return { frames: lines.map((line) => readFrame(fields(line)["event"])), next: number(page, "next") };
}
