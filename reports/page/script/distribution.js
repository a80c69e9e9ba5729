// Response and service time over the percentile, on an axis where each nine has the same width.
import uPlot from "uplot";
import { axes, readout, show } from "./chart.js";
import { milliseconds, plain } from "./numbers.js";
import { colourOf, faded } from "./theme.js";

const TICKS = [0, 50, 90, 99, 99.9, 99.99, 99.999, 99.9999];
const position = (percentile) => -Math.log10(1 - percentile / 100);

// The maximum stands at 100 %, infinitely far to the right: it ends the line one halving after the last point.
function points(distribution) {
  const inner = distribution.filter(([percentile]) => percentile < 100);
  const last = inner.length > 0 ? position(inner[inner.length - 1][0]) : 0;
  return distribution.map(([percentile, value]) => [percentile < 100 ? position(percentile) : last + 0.1, value]);
}

const table = (distribution) => {
  const list = points(distribution);
  return [list.map((point) => point[0]), list.map((point) => point[1])];
};

export function drawDistribution({ place, results, width, colours, onPaper }) {
  const series = [{}];
  const tables = [];
  results.forEach((result, index) => {
    const colour = colourOf(colours, index);
    if (result.service.length > 0) {
      tables.push(table(result.service));
      series.push({ label: "service", stroke: faded(colour, 0.85), width: 1.5, dash: [5, 4], points: { show: false } });
    }
    if (result.response.length > 0) {
      tables.push(table(result.response));
      series.push({ label: "response", stroke: colour, width: 2, points: { show: false } });
    }
    for (const line of series.slice(1)) line.spanGaps = true;
  });
  if (tables.length === 0) return null;
  const data = uPlot.join(tables);
  const end = data[0][data[0].length - 1];
  // Names stand clear of each other: on a phone the axis starts without one.
  const ticks = TICKS.filter((tick) => position(tick) <= end && (tick > 0 || width * position(50) > 60 * end));
  const describe = (index) => {
    const percentile = 100 * (1 - 10 ** -data[0][index]);
    const values = data.slice(1).map((column) => column[index]).filter((value) => value != null);
    return `${Number(percentile.toPrecision(5))} % · ${values.map(milliseconds).join(" / ")} ms`;
  };
  const [x, y] = axes(
    colours,
    { splits: () => ticks.map(position), values: () => ticks.map((tick) => `${tick} %`), grid: { show: true, stroke: colours.line, width: 1 } },
    { values: (_, splits) => splits.map(plain) },
  );
  return show(
    {
      width,
      height: width < 500 ? 240 : onPaper ? 195 : 300,
      scales: { x: { time: false, range: [0, end] }, y: { range: (_, __, max) => [0, max * 1.05] } },
      series,
      axes: [x, y],
      plugins: [readout(place, describe)],
    },
    data,
    place,
  );
}
