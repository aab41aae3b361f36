import { ask, nothing, type Outcome } from "../../ask";
import { fields, text } from "../../read";

export interface Me {
  readonly name: string;
  readonly role: string;
  readonly householdName: string;
}

export const loadMe = (): Promise<Outcome<Me>> => ask("GET", "/api/me", readMe);

export const signIn = (email: string, password: string): Promise<Outcome<null>> => ask("POST", "/api/auth/login", nothing, { email, password });

export const signOut = (): Promise<Outcome<null>> => ask("POST", "/api/auth/logout", nothing);

export function readMe(json: unknown): Me {
  const me = fields(json);
  return { name: text(me, "name"), role: text(me, "role"), householdName: text(fields(me["household"]), "name") };
}
