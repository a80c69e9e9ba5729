// The colours of the style sheet as a canvas needs them; paper always gets the light ones.
const NAMES = ["ink", "muted", "line", "ground", "surface", "r0", "r1", "r2", "r3", "warn", "bad"];

export function theme(onPaper) {
  const root = document.documentElement;
  root.classList.toggle("paper", onPaper);
  const style = getComputedStyle(root);
  const colours = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  root.classList.remove("paper");
  const size = onPaper ? 10 : 12;
  const family = getComputedStyle(document.body).fontFamily;
  colours.font = `${size}px ${family}`;
  // For texts that are drawn in device pixels.
  colours.canvasFont = (ratio, weight = 400) => `${weight} ${size * ratio}px ${family}`;
  return colours;
}

export const colourOf = (colours, result) => colours[`r${result % 4}`];

// The same colour, weaker: canvas strokes understand eight hexadecimal digits.
export const faded = (colour, alpha) =>
  colour + Math.round(alpha * 255).toString(16).padStart(2, "0");
