// The switches of what can be broken.
import { read, switchOff, switchOn } from "./api.js";

const form = document.getElementById("break"), does = document.getElementById("does"), active = document.getElementById("active");
const NUMBERS = ["seconds", "count", "probability", "status", "times"];
let kinds = [];

export async function refreshFaults(players) {
  const faults = await read("faults");
  if (!kinds.length) offer(faults.kinds);
  nameTargets(players);
  active.replaceChildren(...faults.active.map(fault => draw(fault, players)));
}

function offer(all) {
  kinds = all;
  form.kind.replaceChildren(...all.map(each => new Option(each.kind.replaceAll("-", " "), each.kind)));
  explain();
}

// Only the numbers that mean something to this fault are asked for.
function explain() {
  const kind = kinds.find(each => each.kind === form.kind.value);
  does.textContent = kind.does;
  for (const label of form.querySelectorAll("label")) label.remove();
  for (const name of NUMBERS.filter(name => name === "times" || kind.takes.includes(name))) {
    const label = document.createElement("label"), input = Object.assign(document.createElement("input"), { type: "number", name, min: 0, step: "any" });
    label.append(name, input);
    form.querySelector("button").before(label);
  }
}

function nameTargets(players) {
  const names = players.map(player => player.name).join();
  if (form.playerId.dataset.names === names) return;
  form.playerId.dataset.names = names;
  form.playerId.replaceChildren(new Option("everyone", ""), ...players.map(player => new Option(player.name, player.id)));
}

function draw(fault, players) {
  const item = document.createElement("li"), off = document.createElement("button");
  const whom = players.find(player => player.id === fault.playerId)?.name ?? fault.accountId ?? "everyone";
  off.textContent = [fault.kind.replaceAll("-", " "), whom, fault.times && `${fault.times} more times`].filter(Boolean).join(" · ");
  off.title = `${fault.does} Switch it off.`;
  off.addEventListener("click", () => switchOff(fault.id).then(() => refreshFaults(players)));
  item.append(off);
  return item;
}

export function listenToFaults(playersNow) {
  form.kind.addEventListener("change", explain);
  form.addEventListener("submit", event => {
    event.preventDefault();
    const fault = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
    for (const name of NUMBERS) if (name in fault) fault[name] = Number(fault[name]);
    switchOn(fault).then(() => refreshFaults(playersNow()));
  });
}
