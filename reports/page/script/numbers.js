// Numbers as the rest of the page writes them.
export function milliseconds(value) {
  if (value == null) return "–";
  const decimals = value >= 99.95 || value === 0 ? 0 : value >= 9.995 ? 1 : 2;
  return grouped(value.toFixed(decimals));
}

// For axes: no decimals that a round step does not need.
export function plain(value) {
  return grouped(String(Number(value.toPrecision(6))));
}

export function elapsed(seconds) {
  if (seconds < 120) return `${plain(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 7200) return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  if (whole < 2 * 86400) return `${plain(whole / 3600)} h`;
  return `${plain(whole / 86400)} d`;
}

function grouped(text) {
  const [whole, decimals] = text.split(".");
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals ? `${commas}.${decimals}` : commas;
}
