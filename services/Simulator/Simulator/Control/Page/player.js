// One player: what it looks like, and what hands can do to it.
import { act, cutConnection, mediaOf } from "./api.js";
import { Display } from "./display.js";
import { makeKnob } from "./knob.js";
import { hueOf, takeFromHand, titleOf } from "./shelf.js";
import { watchWire } from "./wire.js";

const FULL_TURN = 270;
const STEP_ANGLE = 30;
const MOST_DRIFT_SECONDS = 1.5;
const MOST_PLAYBACK_RATE = 16;

export class PlayerView {
  #player;
  #display;
  #turnVolume;
  #turnChapter;
  #chapterAngle = 0;

  constructor(player, refresh) {
    this.element = document.getElementById("player").content.firstElementChild.cloneNode(true);
    this.#player = player;
    this.#display = new Display(this.#find("canvas"));
    const does = (name, body) => () => act(player.id, name, body).then(refresh);
    this.#turnVolume = makeKnob(this.#find(".left"), {
      press: does("press", { knob: "left" }), hold: does("hold", { knob: "left" }), turn: steps => does("turn-left", { steps })(),
    });
    this.#turnChapter = makeKnob(this.#find(".right"), {
      press: does("press", { knob: "right" }), hold: does("hold", { knob: "right" }),
      turn: steps => { this.#chapterAngle += steps * STEP_ANGLE; this.#turnChapter(this.#chapterAngle); does("turn-right", { steps })(); },
    });
    this.#listenToSlot(does);
    this.#find(".acts").addEventListener("click", event => this.#listenTo(event.target, does, refresh));
    watchWire(this.#find(".wire"), player.id);
  }

  show(player, { hasSound, speed }) {
    this.#player = player;
    this.element.classList.toggle("off", !player.isOn);
    this.element.classList.toggle("mini", player.deviceType.startsWith("mini"));
    this.#find("h2 span").textContent = player.name;
    this.#find("h2 small").textContent = player.deviceType;
    this.#showLight(player);
    this.#showNightlight(player);
    this.#showSlot(player);
    this.#display.show(player);
    this.#turnVolume(player.volume / 16 * FULL_TURN - FULL_TURN / 2);
    this.#showNow(player);
    for (const [toggle, isOn] of Object.entries({ power: player.isOn, wifi: player.hasWifi, charger: player.isCharging, headphones: player.hasHeadphones }))
      this.#find(`[data-toggle=${toggle}]`).setAttribute("aria-pressed", isOn);
    this.#play(player, hasSound, speed);
  }

  #find(selector) {
    return this.element.querySelector(selector);
  }

  #listenToSlot(does) {
    const slot = this.#find(".slot");
    slot.addEventListener("click", () => {
      const cardId = takeFromHand();
      if (cardId) does("insert", { cardId })();
      else if (this.#player.insertedCardId) does("remove")();
    });
    this.element.addEventListener("dragover", event => event.preventDefault());
    this.element.addEventListener("drop", event => {
      event.preventDefault();
      const cardId = event.dataTransfer.getData("text/plain");
      if (cardId) does("insert", { cardId })();
    });
  }

  #listenTo({ dataset: { toggle, act: name } }, does, refresh) {
    const player = this.#player;
    if (name === "cut") cutConnection(player.id).then(refresh);
    else if (name) does(name)();
    else if (toggle === "power") does("power", { on: !player.isOn })();
    else if (toggle === "wifi") does("wifi", { available: !player.hasWifi })();
    else if (toggle === "charger") does("battery", { charging: !player.isCharging })();
    else if (toggle === "headphones") does("headphones", { in: !player.hasHeadphones })();
  }

  #showLight(player) {
    const light = this.#find(".light");
    light.className = `light ${player.isOnline ? "online" : player.isOn ? "away" : ""}`;
    const where = !player.isOn ? "off" : player.isOnline ? "online" : player.isSpeaker ? "Bluetooth speaker" : player.hasWifi ? "reconnecting" : "no Wi-Fi";
    light.textContent = `${where} · ${player.batteryPercent} %${player.isCharging ? " ⚡" : ""}`;
  }

  #showNightlight(player) {
    const body = this.#find(".body"), glow = /^0x(..)(..)(..)$/.exec(player.nightlight);
    body.classList.toggle("glow", player.isOn && !!glow);
    if (glow) body.style.setProperty("--glow", `rgb(${glow.slice(1).map(channel => Math.round(parseInt(channel, 16) * 2.55))})`);
  }

  #showSlot({ insertedCardId }) {
    const inserted = this.#find(".inserted"), title = insertedCardId ? titleOf(insertedCardId) : "";
    inserted.hidden = !insertedCardId;
    inserted.textContent = title;
    if (insertedCardId) inserted.style.setProperty("--hue", hueOf(title));
    this.#find(".slot").setAttribute("aria-label", insertedCardId ? `Card slot: ${title}. Take it out` : "Card slot: empty");
  }

  #showNow(player) {
    const isActive = player.isOn && player.activeCardId, length = player.trackLengthSeconds;
    const sleeps = player.sleepTimerSeconds > 0 && `sleeps in ${clock(player.sleepTimerSeconds)}`;
    this.#find(".now .title").textContent = isActive ? player.chapterTitle || player.cardTitle : player.isOn ? "Nothing plays" : "Switched off";
    this.#find(".now .where").textContent = isActive
      ? [player.cardTitle, sayHow(player), sleeps].filter(Boolean).join(" · ")
      : player.isOn ? "Put a card into the slot." : "Nobody reaches it until Power is pressed.";
    this.#find("progress").value = isActive && length ? Math.min(1, player.positionSeconds / length) : 0;
    this.#find(".time").textContent = isActive ? `${clock(player.positionSeconds)}${length ? ` / ${clock(length)}` : ""}` : "";
  }

  #play(player, hasSound, speed) {
    const audio = this.#find("audio");
    const isWanted = hasSound && player.isOn && player.status === "playing" && !player.isWaiting && player.trackUrl;
    if (!isWanted) {
      audio.pause();
      return;
    }
    if (audio.dataset.url !== player.trackUrl) {
      audio.dataset.url = player.trackUrl;
      audio.src = mediaOf(player.trackUrl);
    }
    audio.playbackRate = Math.min(speed, MOST_PLAYBACK_RATE);
    audio.volume = player.volume / 16;
    if (Math.abs(audio.currentTime - player.positionSeconds) > MOST_DRIFT_SECONDS * speed) audio.currentTime = player.positionSeconds;
    if (audio.paused) audio.play().catch(() => {});
  }
}

function sayHow(player) {
  if (player.isRinging) return "alarm";
  if (player.isWaiting) return "waiting for audio";
  return player.isDownloading ? `${player.status}, downloading the rest` : player.status;
}

const clock = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
