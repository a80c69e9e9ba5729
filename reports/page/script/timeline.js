// Throughput, errors and percentiles against the time since the start: one time axis for every chart and
// every result, and one height for the same chart of different results.
import uPlot from "uplot";
import { axes, readout, show } from "./chart.js";
import { elapsed, milliseconds, plain } from "./numbers.js";
import { colourOf, faded } from "./theme.js";

const stepped = uPlot.paths.stepped({ align: 1 });

// Counts of an interval as a rate; the last interval is taken to be as long as the one before it.
function rates(series, name) {
  const { at } = series;
  return series[name].map((count, i) => {
    const length = i + 1 < at.length ? at[i + 1] - at[i] : i > 0 ? at[i] - at[i - 1] : 1;
    return length > 0 ? count / length : count;
  });
}

const largest = (lists) => lists.flat().reduce((most, value) => Math.max(most, value ?? 0), 0);

// An interval in which nothing ended has no percentiles.
const percentile = (series, name) =>
  series[name].map((value, i) => (series.completions[i] > 0 ? value : null));

function timeline({ place, results, result, width, colours, onPaper }, { height, columns, style, least, unit }) {
  const { at } = results[result].series;
  if (at.length === 0) return null;
  const end = largest(results.map((each) => each.series.at));
  const top = Math.max(largest(results.flatMap((each) => columns(each.series))), least);
  const data = [at, ...columns(results[result].series)];
  const lines = style(colours, colourOf(colours, result));
  const describe = (index) =>
    `${elapsed(at[index])} · ${data.slice(1).map((column) => milliseconds(column[index])).join(" / ")}${unit}`;
  return show(
    {
      width,
      height: onPaper ? Math.round(height * 0.85) : height,
      scales: { x: { time: false, range: [0, end] }, y: { range: [0, top * 1.08] } },
      series: [{}, ...lines.map((line) => ({ points: { show: at.length < 3 }, ...line }))],
      axes: axes(colours, { values: (_, splits) => splits.map(elapsed), space: 60 }, { values: (_, splits) => splits.map(plain), space: 28 }),
      cursor: { sync: { key: "time" } },
      plugins: [readout(place, describe)],
    },
    data,
    place,
  );
}

export const drawThroughput = (chart) =>
  timeline(chart, {
    height: 150,
    columns: (series) => [rates(series, "arrivals"), rates(series, "completions")],
    style: (colours, colour) => [
      { stroke: faded(colours.muted, 0.7), width: 1, dash: [3, 3] },
      { stroke: colour, width: 2 },
    ],
    least: 1,
    unit: "",
  });

export const drawErrors = (chart) =>
  timeline(chart, {
    height: 96,
    columns: (series) => [rates(series, "errors")],
    style: (colours) => [{ stroke: colours.bad, fill: faded(colours.bad, 0.18), width: 1.5, paths: stepped }],
    least: 1,
    unit: "",
  });

export const drawPercentiles = (chart) =>
  timeline(chart, {
    height: 190,
    columns: (series) => [percentile(series, "p50"), percentile(series, "p90"), percentile(series, "p99")],
    style: (colours, colour) => [
      { stroke: colour, width: 2.5 },
      { stroke: faded(colour, 0.75), width: 1.5 },
      { stroke: faded(colour, 0.75), width: 1.25, dash: [3, 3] },
    ],
    least: 0.001,
    unit: " ms",
  });
