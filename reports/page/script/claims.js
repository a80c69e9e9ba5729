// A month of claims on an axis of days: what was to come and what was done, the requests at the window, and its
// queues. Charts of one kind have one height for every result.
import uPlot from "uplot";
import { calendarOf } from "./calendar.js";
import { axes, readout, show } from "./chart.js";
import { marksOver, noteAt } from "./marks.js";
import { milliseconds, plain } from "./numbers.js";
import { colourOf, faded } from "./theme.js";

const stepped = uPlot.paths.stepped({ align: 1 });
const MINUTES = 60;

const ends = (at) => (at.length > 1 ? at[at.length - 1] * 2 - at[at.length - 2] : at[at.length - 1] ?? 0);
const largest = (list) => list.reduce((most, value) => Math.max(most, value ?? 0), 0);

function cumulated(counts) {
  let sum = 0;
  return counts.map((count) => (sum += count));
}

// A count of a slice as a number a minute.
function perMinute({ at }, counts) {
  return counts.map((count, i) => {
    const hours = i + 1 < at.length ? at[i + 1] - at[i] : i > 0 ? at[i] - at[i - 1] : 0;
    return hours > 0 ? count / (hours * MINUTES) : 0;
  });
}

const plus = (a, b) => a.map((value, i) => value + b[i]);

function month({ place, results, result, width, colours, onPaper }, { height, columns, series, bands, named, note, describe, space }) {
  const claims = results[result].claims;
  const { at } = claims;
  if (at.length === 0) return null;
  const all = results.map((each) => each.claims).filter((each) => each.at.length > 0);
  const begin = all.reduce((least, each) => Math.min(least, each.at[0]), at[0]);
  const end = largest(all.map((each) => ends(each.at)));
  const top = Math.max(1, ...all.map((each) => largest(columns(each).flat())));
  const calendar = calendarOf(claims.start);
  const { lineAt, ...days } = calendar.axis(begin, end, width - 72);
  const marks = marksOver(claims.marks, { others: all.map((each) => each.marks), width, begin, end, colours, named, lineAt });
  const data = [at, ...columns(claims)];
  const words = (index) => `${calendar.moment(at[index])} · ${describe(claims, data.slice(1), index)}`;
  return show(
    {
      width,
      height: Math.round(height * (onPaper ? 0.8 : 1)) + marks.top,
      padding: [marks.top, 14, 0, 0],
      scales: { x: { time: false, range: [begin, end] }, y: { range: [0, top * 1.06] } },
      series: [{}, ...series(colours, colourOf(colours, result)).map((line) => ({ points: { show: false }, ...line }))],
      bands: bands?.(colours, colourOf(colours, result)),
      axes: axes(colours, days, { values: (_, splits) => splits.map(plain), space: space ?? 34 }),
      cursor: { sync: { key: "month" } },
      plugins: [marks.plugin, ...(note ? [note(claims, colours, data)] : []), readout(place, words)],
    },
    data,
    place,
  );
}

const whole = (value) => plain(Math.round(value));

// How many were missed stands after the deadline, or where there is no room before it, under the line.
function missed(claims, colours, data) {
  const deadline = claims.marks.find((mark) => mark.kind === "deadline");
  return noteAt(colours, colours.bad, deadline ? claims.unreceived_text : "", (chart, last) => {
    const x = Math.min(chart.valToPos(deadline.from, "x", true) + 7 * uPlot.pxRatio, last);
    const hours = chart.posToVal(x / uPlot.pxRatio - chart.bbox.left / uPlot.pxRatio, "x");
    const index = Math.max(0, data[0].findLastIndex((at) => at <= hours));
    return { x, y: chart.valToPos(data[2][index], "y", true) + 16 * uPlot.pxRatio };
  });
}

export const drawReceived = (chart) =>
  month(chart, {
    height: 230,
    named: true,
    columns: (claims) => [cumulated(claims.meant), cumulated(claims.received)],
    series: (colours, colour) => [
      { stroke: colours.muted, width: 1.25, dash: [4, 3] },
      { stroke: colour, width: 2.25 },
    ],
    bands: (colours) => [{ series: [1, 2], fill: faded(colours.bad, 0.32) }],
    note: missed,
    describe: (_, [meant, received], index) => `${whole(meant[index])} / ${whole(received[index])}`,
  });

// The most that the window answered is the plateau that the wave beats against.
function plateau(claims, colours) {
  return {
    hooks: {
      draw: [
        (chart) => {
          const { ctx, bbox } = chart;
          const y = chart.valToPos(claims.most_answered, "y", true);
          ctx.save();
          ctx.strokeStyle = faded(colours.ink, 0.55);
          ctx.lineWidth = uPlot.pxRatio;
          ctx.setLineDash([2 * uPlot.pxRatio, 3 * uPlot.pxRatio]);
          ctx.beginPath();
          ctx.moveTo(bbox.left, y);
          ctx.lineTo(bbox.left + bbox.width, y);
          ctx.stroke();
          ctx.restore();
          noteAt(colours, colours.ink, claims.most_answered_text, () => ({
            x: bbox.left + 8 * uPlot.pxRatio,
            y: y - 10 * uPlot.pxRatio,
          })).hooks.draw[0](chart);
        },
      ],
    },
  };
}

export const drawRequests = (chart) =>
  month(chart, {
    height: 250,
    columns: (claims) => {
      const answered = perMinute(claims, claims.answered);
      const timedOut = plus(answered, perMinute(claims, claims.timed_out));
      const first = claims.requests.map((count, i) => Math.max(0, count - claims.retries[i]));
      return [plus(timedOut, perMinute(claims, claims.turned_away)), timedOut, answered, perMinute(claims, first)];
    },
    series: (colours, colour) => [
      { stroke: colours.warn, width: 0.75, paths: stepped },
      { stroke: colours.bad, width: 0.75, paths: stepped },
      { stroke: colour, fill: faded(colour, 0.62), width: 1, paths: stepped },
      { stroke: colours.ink, width: 1.5 },
    ],
    bands: (colours) => [
      { series: [1, 2], fill: faded(colours.warn, 0.55) },
      { series: [2, 3], fill: faded(colours.bad, 0.55) },
    ],
    note: plateau,
    describe: (claims, [all, timedOut, answered, first], index) =>
      [answered[index], timedOut[index] - answered[index], all[index] - timedOut[index], first[index]].map(whole).join(" / "),
  });

export const drawWait = (chart) =>
  month(chart, {
    height: 84,
    columns: (claims) => [claims.wait],
    series: (_, colour) => [{ stroke: colour, fill: faded(colour, 0.18), width: 1.25, paths: stepped }],
    describe: (_, [wait], index) => milliseconds(wait[index]),
    space: 26,
  });

export const drawBacklog = (chart) =>
  month(chart, {
    height: 100,
    columns: (claims) => [claims.backlog],
    series: (_, colour) => [{ stroke: colour, fill: faded(colour, 0.18), width: 1.25, paths: stepped }],
    describe: (_, [backlog], index) => whole(backlog[index]),
    space: 26,
  });
