import { expect, test } from "vitest";
import { readDemo } from "./load";

test("the state of the demo is read", () => {
  const sent = { state: "ready", step: "Insert the card.", playersPage: "http://127.0.0.1:5001/sim", yotoCardId: "5aB3x" };
  expect(readDemo(sent)).toEqual({ state: "ready", step: "Insert the card.", playersPage: "http://127.0.0.1:5001/sim" });
});

test("a state that does not exist is not taken for one", () => {
  expect(() => readDemo({ state: "perhaps", step: "", playersPage: "" })).toThrow(TypeError);
});
