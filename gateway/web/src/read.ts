/** Reads one field of what a server sent, once, at the edge; everything behind it trusts the type. */
export type Fields = Readonly<Record<string, unknown>>;

export function fields(json: unknown): Fields {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw new TypeError("The answer is not an object.");
  return json as Fields;
}

export function text(from: Fields, name: string): string {
  const value = from[name];
  if (typeof value !== "string") throw new TypeError(`The answer has no text '${name}'.`);
  return value;
}

export function optionalText(from: Fields, name: string): string | null {
  const value = from[name];
  return typeof value === "string" ? value : null;
}

export function number(from: Fields, name: string): number {
  const value = from[name];
  if (typeof value !== "number") throw new TypeError(`The answer has no number '${name}'.`);
  return value;
}

export function optionalNumber(from: Fields, name: string): number | null {
  const value = from[name];
  return typeof value === "number" ? value : null;
}

export function flag(from: Fields, name: string): boolean {
  return from[name] === true;
}

export function items<T>(json: unknown, readItem: (item: Fields) => T): T[] {
  const list = fields(json)["items"];
  if (!Array.isArray(list)) throw new TypeError("The answer has no list.");
  return list.map((item) => readItem(fields(item)));
}
