// What stands behind and above a chart of days: closed hours, faults, the deadline and its extension.
import uPlot from "uplot";
import { AXIS_WIDTH } from "./chart.js";
import { faded } from "./theme.js";

const ROW = 17;
const GAP = 6;
const RIGHT = 14;

const colourOf = (colours, kind) => (kind === "fault" ? colours.bad : kind === "deadline" ? colours.ink : colours.muted);

// Names of the marks in rows above the plot, so that none lies on another; closed hours have no name.
function labelsOf(marks, { width, begin, end, colours }) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = colours.font;
  const inner = width - AXIS_WIDTH - RIGHT;
  const ends = [];
  return marks
    .filter((mark) => mark.kind !== "closed")
    .sort((a, b) => a.from - b.from)
    .map((mark) => {
      const length = context.measureText(mark.label).width;
      const at = ((mark.from - begin) / (end - begin)) * inner;
      const left = Math.max(0, Math.min(at, inner - length));
      let row = ends.findIndex((last) => last + GAP <= left);
      if (row < 0) row = ends.length;
      ends[row] = left + length;
      return { mark, left, row };
    });
}

// `others` are the marks of every result: their charts leave as much room for names as this one.
export function marksOver(marks, { others, width, begin, end, colours, named, lineAt }) {
  const labelled = (list) => (named ? labelsOf(list, { width, begin, end, colours }) : []);
  const labels = labelled(marks);
  const rows = others.flatMap(labelled).reduce((most, label) => Math.max(most, label.row + 1), 0);
  const top = rows > 0 ? rows * ROW + 4 : 10;

  function shade(chart) {
    const { ctx, bbox } = chart;
    const position = (hours) => Math.min(Math.max(chart.valToPos(hours, "x", true), bbox.left), bbox.left + bbox.width);
    ctx.save();
    for (const { kind, from, to } of marks) {
      if (to <= from) continue;
      ctx.fillStyle = kind === "closed" ? colours.surface : faded(colourOf(colours, kind), kind === "fault" ? 0.2 : 0.09);
      ctx.fillRect(position(from), bbox.top, Math.max(position(to) - position(from), uPlot.pxRatio), bbox.height);
    }
    ctx.fillStyle = colours.line;
    for (const hours of lineAt) ctx.fillRect(Math.round(position(hours)), bbox.top, uPlot.pxRatio, bbox.height);
    ctx.restore();
  }

  function name(chart) {
    const { ctx, bbox } = chart;
    const ratio = uPlot.pxRatio;
    ctx.save();
    for (const { kind, from, to } of marks) {
      if (from !== to) continue;
      ctx.fillStyle = colourOf(colours, kind);
      ctx.fillRect(Math.round(chart.valToPos(from, "x", true)) - ratio * 0.75, bbox.top, 1.5 * ratio, bbox.height);
    }
    ctx.font = colours.canvasFont(ratio);
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    for (const { mark, left, row } of labels) {
      const x = Math.round(chart.valToPos(mark.from, "x", true));
      const y = row * ROW * ratio;
      ctx.fillStyle = faded(colourOf(colours, mark.kind), 0.6);
      ctx.fillRect(x, y + (ROW - 3) * ratio, ratio, bbox.top - y - (ROW - 3) * ratio);
      ctx.fillStyle = colourOf(colours, mark.kind);
      ctx.fillText(mark.label, bbox.left + left * ratio, y + 1 * ratio);
    }
    ctx.restore();
  }

  return { top, plugin: { hooks: { drawClear: [shade], draw: [name] } } };
}

// A text inside the plot, with a ground that keeps lines off it. `place` gives where it begins and its middle, and
// is told the last place where it fits, all in device pixels.
export function noteAt(colours, colour, words, place) {
  return {
    hooks: {
      draw: [
        (chart) => {
          if (words === "") return;
          const { ctx, bbox } = chart;
          const ratio = uPlot.pxRatio;
          ctx.save();
          ctx.font = colours.canvasFont(ratio, 600);
          const length = ctx.measureText(words).width;
          const { x, y } = place(chart, bbox.left + bbox.width - length);
          const left = Math.max(x, bbox.left);
          ctx.textAlign = "left";
          ctx.textBaseline = "middle";
          ctx.lineJoin = "round";
          ctx.lineWidth = 4 * ratio;
          ctx.strokeStyle = colours.ground;
          ctx.strokeText(words, left, y);
          ctx.fillStyle = colour;
          ctx.fillText(words, left, y);
          ctx.restore();
        },
      ],
    },
  };
}
