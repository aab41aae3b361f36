// What a player's trace says, as it happens, while somebody looks.
import { read } from "./api.js";

const MOST_LINES = 200;
const WAIT_MILLISECONDS = 20000;

export function watchWire(details, playerId) {
  const lines = details.querySelector("ol");
  let after = 0, isFollowing = false;

  async function follow() {
    if (isFollowing) return;
    isFollowing = true;
    while (details.open && details.isConnected) {
      const entries = await read(`players/${playerId}/trace?after=${after}&wait=${WAIT_MILLISECONDS}`).catch(() => null);
      if (!Array.isArray(entries)) break;
      after = entries.at(-1)?.sequence ?? after;
      const wasAtEnd = lines.scrollTop + lines.clientHeight >= lines.scrollHeight - 8;
      lines.append(...entries.slice(-MOST_LINES).map(lineOf));
      while (lines.childElementCount > MOST_LINES) lines.firstElementChild.remove();
      if (wasAtEnd) lines.scrollTop = lines.scrollHeight;
    }
    isFollowing = false;
  }
  details.addEventListener("toggle", follow);
}

function lineOf({ kind, name, fields }) {
  const line = document.createElement("li"), what = document.createElement("b");
  line.className = kind;
  what.textContent = `${kind} ${name}`;
  line.append(what, " ", fields ? Object.entries(fields).map(([field, value]) => `${field}=${typeof value === "object" ? JSON.stringify(value) : value}`).join(" ") : "");
  return line;
}
