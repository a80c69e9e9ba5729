// Draws every chart of the page from the data inside it, and again when its size or its colours change.
import { drawBacklog, drawReceived, drawRequests, drawWait } from "./claims.js";
import { drawDistribution } from "./distribution.js";
import { drawErrors, drawPercentiles, drawThroughput } from "./timeline.js";
import { theme } from "./theme.js";

const draw = {
  distribution: drawDistribution,
  throughput: drawThroughput,
  errors: drawErrors,
  percentiles: drawPercentiles,
  "claims-received": drawReceived,
  "claims-requests": drawRequests,
  "claims-wait": drawWait,
  "claims-backlog": drawBacklog,
};
// The width between the margins of an A4 page, in CSS pixels.
const PAPER_WIDTH = 680;

const { results } = JSON.parse(document.getElementById("chart-data").textContent);
const places = [...document.querySelectorAll("[data-chart]")];
let drawn = [];

function widthOf(place, onPaper) {
  if (!onPaper) return place.clientWidth;
  const { chart } = place.dataset;
  const columns = chart === "distribution" ? 1 : Math.min(results.length, chart.startsWith("claims-") ? 4 : 2);
  return Math.floor((PAPER_WIDTH - 20 * (columns - 1)) / columns);
}

function drawAll(onPaper) {
  for (const chart of drawn) chart.destroy();
  const colours = theme(onPaper);
  drawn = places
    .map((place) =>
      draw[place.dataset.chart]({
        place,
        results,
        result: Number(place.dataset.result),
        width: widthOf(place, onPaper),
        colours,
        onPaper,
      }),
    )
    .filter((chart) => chart !== null);
}

// Only a change of width matters: the height is the charts' own.
let width = 0;
new ResizeObserver(() => {
  if (document.body.clientWidth === width || matchMedia("print").matches) return;
  width = document.body.clientWidth;
  requestAnimationFrame(() => drawAll(false));
}).observe(document.body);

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll(matchMedia("print").matches));
addEventListener("beforeprint", () => drawAll(true));
addEventListener("afterprint", () => drawAll(false));
