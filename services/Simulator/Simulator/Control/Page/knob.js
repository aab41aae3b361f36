// A knob: a click presses it, a long press holds it, the wheel and the arrow keys turn it.

const HOLD_MILLISECONDS = 700;

export function makeKnob(side, { press, hold, turn }) {
  const knob = side.querySelector(".knob");
  let holding, wasHeld = false;

  const release = () => {
    clearTimeout(holding);
    knob.classList.remove("held");
  };
  knob.addEventListener("pointerdown", () => {
    wasHeld = false;
    holding = setTimeout(() => { wasHeld = true; knob.classList.add("held"); hold(); }, HOLD_MILLISECONDS);
  });
  for (const end of ["pointerup", "pointerleave", "pointercancel"]) knob.addEventListener(end, release);
  knob.addEventListener("click", () => { if (!wasHeld) press(); wasHeld = false; });
  knob.addEventListener("contextmenu", event => event.preventDefault());
  knob.addEventListener("wheel", event => { event.preventDefault(); turn(event.deltaY < 0 ? 1 : -1); }, { passive: false });
  knob.addEventListener("keydown", event => {
    const steps = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (!steps) return;
    event.preventDefault();
    turn(steps);
  });
  for (const button of side.querySelectorAll(".turn")) button.addEventListener("click", () => turn(Number(button.dataset.steps)));

  return angle => knob.style.setProperty("--angle", `${angle}deg`);
}
