import { ask, type Outcome } from "../../ask";
import { fields, items, number, optionalText, text } from "../../read";

/** A link that waits for its code to be entered at Yoto. */
export interface OpenLink {
  readonly linkId: string;
  readonly userCode: string;
  readonly address: string;
  readonly addressWithCode: string;
  readonly expiresAt: Date;
  readonly pollSeconds: number;
}

export type LinkStatus = "pending" | "linked" | "denied" | "expired";

export interface YotoAccount {
  readonly id: string;
  readonly needsRelink: boolean;
}

export const loadAccounts = (): Promise<Outcome<YotoAccount[]>> =>
  ask("GET", "/api/yoto-accounts", (json) => items(json, (account) => ({ id: text(account, "id"), needsRelink: text(account, "status") === "relink" })));

export const beginLink = (): Promise<Outcome<OpenLink>> => ask("POST", "/api/yoto-accounts/links", readLink);

export const loadLinkStatus = (linkId: string): Promise<Outcome<LinkStatus>> =>
  ask("GET", `/api/yoto-accounts/links/${encodeURIComponent(linkId)}`, readStatus);

export function readLink(json: unknown): OpenLink {
  const link = fields(json);
  return {
    linkId: text(link, "linkId"),
    userCode: text(link, "userCode"),
    address: text(link, "verificationUri"),
    addressWithCode: safeAddress(optionalText(link, "verificationUriComplete") ?? text(link, "verificationUri")),
    expiresAt: new Date(text(link, "expiresAt")),
    pollSeconds: Math.max(1, number(link, "interval")),
  };
}

export function readStatus(json: unknown): LinkStatus {
  const status = text(fields(json), "status");
  if (status === "pending" || status === "linked" || status === "denied" || status === "expired") return status;
  throw new TypeError(`'${status}' is no state of a link.`);
}

/** Only web addresses become links, whatever the other side sent. */
function safeAddress(address: string): string {
  const protocol = new URL(address).protocol;
  if (protocol !== "https:" && protocol !== "http:") throw new TypeError("The address is not one of the web.");
  return address;
}
