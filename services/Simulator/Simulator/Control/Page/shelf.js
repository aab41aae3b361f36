// The family's cards. One can be taken in the hand and put into a slot, or dragged there.
import { mediaOf, read } from "./api.js";

const list = document.getElementById("cards"), hint = document.getElementById("hand");
const icons = new Map();
let cards = [], inHand = null, shown = "";

export const titleOf = cardId => cards.find(card => card.cardId === cardId)?.title ?? cardId;
export const hueOf = text => [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);

/** Gives the card that was taken, and empties the hand. */
export function takeFromHand() {
  const card = inHand;
  if (card) hold(null);
  return card;
}

export async function refreshShelf() {
  cards = await read("cards");
  const now = cards.map(card => card.cardId + card.updatedAt).join();
  if (now === shown) return;
  shown = now;
  list.replaceChildren(...cards.map(draw));
}

function hold(cardId) {
  inHand = inHand === cardId ? null : cardId;
  for (const button of list.querySelectorAll("button")) button.setAttribute("aria-pressed", button.dataset.card === inHand);
  hint.textContent = inHand ? `${titleOf(inHand)} is in your hand: tap a player's slot.` : "Take a card, then tap a player's slot, or drag it there.";
  document.getElementById("players").classList.toggle("ready", !!inHand);
}

function draw(card) {
  const item = document.createElement("li"), button = document.createElement("button");
  button.className = "card";
  button.draggable = true;
  button.dataset.card = card.cardId;
  button.setAttribute("aria-pressed", "false");
  button.style.setProperty("--hue", hueOf(card.title));
  const title = document.createElement("b"), kind = document.createElement("small"), icon = document.createElement("img");
  title.textContent = card.title;
  kind.textContent = card.content?.playbackType === "interactive" ? "adventure" : card.metadata?.media?.hasStreams ? "streams" : minutes(card.metadata?.media?.duration);
  icon.alt = "";
  showIcon(icon, card.cardId);
  button.append(icon, title, kind);
  button.addEventListener("click", () => hold(card.cardId));
  button.addEventListener("dragstart", event => event.dataTransfer.setData("text/plain", card.cardId));
  item.append(button);
  return item;
}

async function showIcon(image, cardId) {
  if (!icons.has(cardId)) icons.set(cardId, read(`cards/${cardId}`).then(card => mediaOf(card.content?.chapters?.[0]?.display?.icon16x16)));
  const address = await icons.get(cardId);
  if (address) image.src = address;
  else image.remove();
}

const minutes = seconds => seconds ? `${Math.max(1, Math.round(seconds / 60))} min` : "";
