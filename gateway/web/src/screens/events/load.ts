import type { Frame } from "../../feed";
import { optionalText, type Fields } from "../../read";

export const shownAtMost = 200;

/** Newest first, each once, not more than people can read. */
export function addFrames(before: readonly Frame[], news: readonly Frame[]): readonly Frame[] {
  const known = new Set(before.map((frame) => frame.eventId));
  const added = news.filter((frame) => !known.has(frame.eventId)).toReversed();
  return [...added, ...before].slice(0, shownAtMost);
}

const wordings: Readonly<Record<string, (more: Fields) => string>> = {
  "button.press": (more) => (more["button"] === "left" ? "Chose left" : "Chose right"),
  "player.card-inserted": (more) => `Card ${optionalText(more, "yotoCardId") ?? ""} inserted`,
  "player.card-removed": () => "Card removed",
  "player.track-entered": (more) => `Chapter ${optionalText(more, "chapterKey") ?? "?"} begins`,
  "player.paused": () => "Paused",
  "player.resumed": () => "Plays on",
  "player.stopped": () => "Stopped",
  "player.volume-stepped": (more) => `Volume ${String(more["volume"] ?? "")}`,
  "player.presence": (more) => (more["online"] === true ? "Came online" : "Went offline"),
  "player.state": (more) => `Now ${optionalText(more, "playbackStatus") ?? "idle"}`,
  "player.command-completed": (more) =>
    more["outcome"] === "done" ? "Did as it was told" : `Did not obey: ${(optionalText(more, "reason") ?? "unknown").replaceAll("-", " ")}`,
  "story.advanced": (more) => {
    const from = optionalText(more, "fromChapter");
    const to = optionalText(more, "toChapter") ?? "the end";
    return from === null ? `The story begins at ${to}` : `The story goes from ${from} to ${to}`;
  },
  "story.ended": (more) => `The story has ended${optionalText(more, "ending") === null ? "" : `: ${optionalText(more, "ending")}`}`,
  "audio.ready": (more) => `${optionalText(more, "fileName") ?? "A recording"} is ready`,
  "audio.rejected": (more) => `${optionalText(more, "fileName") ?? "A recording"} was refused: ${optionalText(more, "message") ?? "unknown"}`,
  "audio.requested": () => "Audio was fetched",
  "card.published": (more) => `Card ${optionalText(more, "cardId") ?? ""} was published`,
};

/** What happened, as a sentence; an event that this page does not know yet is shown by its name. */
export const describe = (frame: Frame): string => wordings[frame.type]?.(frame.more) ?? frame.type;

/** What a child did or the story decided stands out; the rest is background. */
export function emphasis(frame: Frame): "left" | "right" | "story" | "trouble" | "plain" {
  if (frame.type === "button.press") return frame.more["button"] === "left" ? "left" : "right";
  if (frame.type.startsWith("story.")) return "story";
  if (frame.type === "player.command-completed" && frame.more["outcome"] !== "done") return "trouble";
  return "plain";
}
