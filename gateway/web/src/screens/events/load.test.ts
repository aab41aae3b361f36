import { expect, test } from "vitest";
import { readFrame } from "../../feed";
import { addFrames, describe, emphasis, shownAtMost } from "./load";

const frame = (eventId: string, type = "player.paused", more: object = {}) => readFrame({ type, eventId, at: "2026-03-01T12:00:00Z", ...more });

test("the newest event is on top and each is shown once", () => {
  const shown = addFrames([frame("1")], [frame("1"), frame("2"), frame("3")]);

  expect(shown.map((each) => each.eventId)).toEqual(["3", "2", "1"]);
});

test("the list does not grow without end", () => {
  const many = Array.from({ length: shownAtMost + 50 }, (_, index) => frame(String(index)));

  expect(addFrames([], many)).toHaveLength(shownAtMost);
});

test("a child's choice stands out and is told from the other one", () => {
  expect(emphasis(frame("1", "button.press", { button: "left" }))).toBe("left");
  expect(describe(frame("1", "button.press", { button: "right" }))).toBe("Chose right");
});

test("an event of tomorrow is shown by its name", () => {
  expect(describe(frame("1", "player.danced"))).toBe("player.danced");
});
