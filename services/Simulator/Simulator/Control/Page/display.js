// The 16×16 display: drawn pixel by pixel, then shown as little lamps.
import { mediaOf } from "./api.js";

const SIZE = 16;
const WHITE = "#ffffff";
const NIGHT = "#8fa8ff";
const DAY = "#ffb800";
const OVERLAY_MILLISECONDS = 1800;
const GLYPHS = {
  "0": [7, 5, 5, 5, 7], "1": [2, 6, 2, 2, 7], "2": [7, 1, 7, 4, 7], "3": [7, 1, 7, 1, 7], "4": [5, 5, 7, 1, 1],
  "5": [7, 4, 7, 1, 7], "6": [7, 4, 7, 5, 7], "7": [7, 1, 1, 1, 1], "8": [7, 5, 7, 5, 7], "9": [7, 5, 7, 1, 7],
};

const icons = new Map();
function iconOf(name) {
  if (!icons.has(name)) icons.set(name, Object.assign(new Image(), { crossOrigin: "anonymous", src: mediaOf(name) }));
  const icon = icons.get(name);
  return icon.complete && icon.naturalWidth ? icon : null;
}

export class Display {
  #pixels = Object.assign(document.createElement("canvas"), { width: SIZE, height: SIZE }).getContext("2d", { willReadFrequently: true });
  #lamps;
  #volume;
  #volumeShownUntil = 0;

  constructor(canvas) {
    this.#lamps = canvas.getContext("2d");
  }

  show(player) {
    if (this.#volume !== undefined && player.volume !== this.#volume) this.#volumeShownUntil = performance.now() + OVERLAY_MILLISECONDS;
    this.#volume = player.volume;
    this.#pixels.clearRect(0, 0, SIZE, SIZE);
    if (player.isOn) this.#draw(player);
    this.#light();
    this.#lamps.canvas.setAttribute("aria-label", describe(player));
  }

  #draw(player) {
    if (performance.now() < this.#volumeShownUntil) this.#drawVolume(player);
    else if (player.isRinging) this.#drawBell();
    else if (player.isWaiting) this.#drawWaiting();
    else if (player.status === "stopped") this.#drawClock(player);
    else this.#drawTrack(player);
  }

  #drawVolume({ volume, volumeMax }) {
    for (let step = 0; step < SIZE; step++) {
      const height = 2 + Math.round(step * 0.75);
      this.#fill(step >= volumeMax ? "#2c2721" : step < volume ? "#f95e3f" : "#5b5248", step, 15 - height, 1, height);
    }
  }

  #drawBell() {
    const swing = Math.floor(performance.now() / 250) % 2;
    const rows = ["00011000", "00111100", "01111110", "01111110", "01111110", "01111110", "11111111", "00000000", "00011000"];
    rows.forEach((row, y) => [...row].forEach((dot, x) => dot === "1" && this.#fill(DAY, 4 + x + (y > 7 ? swing * 2 - 1 : 0), 3 + y, 1, 1)));
  }

  #drawWaiting() {
    const lit = Math.floor(performance.now() / 220) % 4;
    for (let dot = 0; dot < 4; dot++) this.#fill(dot === lit ? WHITE : "#5b5248", 2 + dot * 3, 7, 2, 2);
  }

  #drawClock({ now, utcOffsetSeconds, isDay }) {
    const colour = isDay ? DAY : NIGHT;
    const time = new Date(Date.parse(now) + utcOffsetSeconds * 1000).toISOString();
    [...time.slice(11, 13)].forEach((digit, index) => this.#glyph(colour, digit, 4 + index * 5, 2));
    [...time.slice(14, 16)].forEach((digit, index) => this.#glyph(colour, digit, 4 + index * 5, 9));
    this.#fill(colour, 1, 1, 1, 1);
  }

  #drawTrack(player) {
    const icon = player.icon && iconOf(player.icon);
    if (icon) this.#pixels.drawImage(icon, 0, 0, SIZE, SIZE);
    else this.#drawFace((player.icon ?? "") + player.chapterKey, player.overlayLabel);
    if (player.status === "paused") {
      this.#fill("#000000", 0, 10, 6, 6);
      this.#fill(WHITE, 1, 11, 1, 5);
      this.#fill(WHITE, 3, 11, 1, 5);
    }
  }

  // A track without an icon that the cloud has gets a pattern of its own, symmetric like a face.
  #drawFace(name, label) {
    let seed = [...name].reduce((sum, letter) => Math.imul(sum ^ letter.codePointAt(0), 16777619) >>> 0, 2166136261);
    const next = () => (seed = Math.imul(seed ^ (seed >>> 15), 2246822519) >>> 0) / 2 ** 32;
    const hue = next() * 360;
    for (let y = 1; y < 11; y++) {
      for (let x = 2; x < 8; x++) {
        if (next() < 0.45) continue;
        const colour = `hsl(${hue + next() * 50} 85% ${45 + next() * 25}%)`;
        this.#fill(colour, x, y, 1, 1);
        this.#fill(colour, 15 - x, y, 1, 1);
      }
    }
    const digits = (label ?? "").replace(/\D/g, "").slice(-3);
    [...digits].forEach((digit, index) => this.#glyph(WHITE, digit, 15 - (digits.length - index) * 4, 11));
  }

  #fill(colour, x, y, width, height) {
    this.#pixels.fillStyle = colour;
    this.#pixels.fillRect(x, y, width, height);
  }

  #glyph(colour, digit, left, top) {
    GLYPHS[digit].forEach((row, y) => { for (let x = 0; x < 3; x++) if (row & (4 >> x)) this.#fill(colour, left + x, top + y, 1, 1); });
  }

  #light() {
    const lamps = this.#lamps, size = lamps.canvas.width / SIZE;
    const { data } = this.#pixels.getImageData(0, 0, SIZE, SIZE);
    lamps.clearRect(0, 0, lamps.canvas.width, lamps.canvas.height);
    for (let lamp = 0; lamp < SIZE * SIZE; lamp++) {
      const [red, green, blue, alpha] = data.subarray(lamp * 4, lamp * 4 + 4);
      lamps.fillStyle = alpha ? `rgb(${red} ${green} ${blue})` : "#221e18";
      lamps.beginPath();
      lamps.roundRect((lamp % SIZE) * size + 1.5, Math.floor(lamp / SIZE) * size + 1.5, size - 3, size - 3, 5);
      lamps.fill();
    }
  }
}

function describe(player) {
  if (!player.isOn) return "The display is dark.";
  if (player.isRinging) return "The display shows a ringing bell.";
  if (player.isWaiting) return "The display shows that audio is on its way.";
  return player.status === "stopped" ? "The display shows the time." : `The display shows the picture of ${player.trackTitle}.`;
}
