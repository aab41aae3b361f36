import { ask, type Outcome } from "../../ask";
import { fields, text } from "../../read";

const states = ["empty", "forgotten", "working", "ready", "failed"] as const;

/**
 * What the demo household has so far; `forgotten`: it was set up before the simulated cloud was started anew. `playersPage` is where
 * the simulated players can be touched.
 */
export interface Demo {
  readonly state: (typeof states)[number];
  readonly step: string;
  readonly playersPage: string;
}

/** Refused with 404 when the product does not run in demo mode. */
export const loadDemo = (): Promise<Outcome<Demo>> => ask("GET", "/api/demo", readDemo);

export const setUpDemo = (): Promise<Outcome<Demo>> => ask("POST", "/api/demo", readDemo);

export function readDemo(json: unknown): Demo {
  const demo = fields(json);
  const sent = text(demo, "state");
  const state = states.find((known) => known === sent);
  if (state === undefined) throw new TypeError(`'${sent}' is no state of the demo.`);
  return { state, step: text(demo, "step"), playersPage: text(demo, "playersPage") };
}
