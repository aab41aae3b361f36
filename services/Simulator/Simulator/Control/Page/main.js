// Looks at the cloud a few times a second and shows what it sees.
import { read } from "./api.js";
import { listenToFaults, refreshFaults } from "./faults.js";
import { PlayerView } from "./player.js";
import { refreshShelf } from "./shelf.js";

const PLAYERS_MILLISECONDS = 300;
const REST_MILLISECONDS = 2000;
const views = new Map();
let players = [], speed = 1;

async function refreshPlayers() {
  players = await read("players");
  for (const [id, view] of views) {
    if (players.some(player => player.id === id)) continue;
    view.element.remove();
    views.delete(id);
  }
  const hasSound = document.getElementById("sound").checked;
  for (const player of players) {
    if (!views.has(player.id)) {
      const view = new PlayerView(player, refreshPlayers);
      views.set(player.id, view);
      document.getElementById("players").append(view.element);
    }
    views.get(player.id).show(player, { hasSound, speed });
  }
}

/** Again and again, and never twice at once; a cloud that is gone may come back. */
async function repeat(refresh, milliseconds) {
  while (true) {
    await refresh().catch(() => {});
    await new Promise(done => setTimeout(done, milliseconds));
  }
}

const cloud = await read("cloud");
speed = cloud.speed;
if (speed !== 1) document.getElementById("cloud").textContent += ` Time runs ${speed} times as fast.`;
listenToFaults(() => players);
await refreshShelf();
await refreshPlayers();
repeat(refreshPlayers, PLAYERS_MILLISECONDS);
repeat(refreshShelf, REST_MILLISECONDS);
repeat(() => refreshFaults(players), REST_MILLISECONDS);
