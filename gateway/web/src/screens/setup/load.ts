import { ask, nothing, type Outcome } from "../../ask";
import { signIn } from "../sign-in/load";

export interface NewOwner {
  readonly token: string;
  readonly householdName: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Creates the owner and signs them in, so that the first page they see is their own. */
export async function createOwner(owner: NewOwner): Promise<Outcome<null>> {
  const created = await ask("POST", "/api/auth/setup", nothing, owner);
  return created.kind === "done" ? signIn(owner.email, owner.password) : created;
}
