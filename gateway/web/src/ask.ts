import { fields, optionalText } from "./read";

/** What became of a request. Messages are sentences that say what to do. */
export type Outcome<T> =
  | { kind: "done"; value: T }
  | { kind: "refused"; status: number; code: string; message: string }
  | { kind: "unreachable"; message: string };

export type Failure = Exclude<Outcome<never>, { kind: "done" }>;

const unreachable: Failure = { kind: "unreachable", message: "The server does not answer. Check that it is running, then try again." };

/** Asks the server once. Nothing is thrown: the compiler asks callers for every outcome. */
export async function ask<T>(method: "GET" | "POST" | "DELETE", path: string, read: (json: unknown) => T, body?: unknown): Promise<Outcome<T>> {
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const content = await response.text();
    const json: unknown = content === "" ? null : JSON.parse(content);
    return response.ok ? { kind: "done", value: read(json) } : refusal(response.status, json);
  } catch {
    return unreachable;
  }
}

export const nothing = (): null => null;

function refusal(status: number, json: unknown): Failure {
  const problem = fields(json);
  return {
    kind: "refused",
    status,
    code: optionalText(problem, "code") ?? "unknown",
    message: optionalText(problem, "title") ?? "That did not work. Try again.",
  };
}
