import { ask, type Outcome } from "../../ask";
import { fields, text } from "../../read";

/** What the demo household has so far. `playersPage` is where the simulated players can be touched. */
export interface Demo {
  readonly state: "empty" | "working" | "ready" | "failed";
  readonly step: string;
  readonly playersPage: string;
}

/** Refused with 404 when the product does not run in demo mode. */
export const loadDemo = (): Promise<Outcome<Demo>> => ask("GET", "/api/demo", readDemo);

export const setUpDemo = (): Promise<Outcome<Demo>> => ask("POST", "/api/demo", readDemo);

export function readDemo(json: unknown): Demo {
  const demo = fields(json);
  const state = text(demo, "state");
  if (state !== "empty" && state !== "working" && state !== "ready" && state !== "failed") throw new TypeError(`'${state}' is no state of the demo.`);
  return { state, step: text(demo, "step"), playersPage: text(demo, "playersPage") };
}
