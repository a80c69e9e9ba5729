// What all charts share: axes, grid, and the values under the pointer.
import uPlot from "uplot";

export const AXIS_WIDTH = 58;

export function axes(colours, x, y) {
  const common = { stroke: colours.muted, font: colours.font, ticks: { show: false } };
  const grid = { stroke: colours.line, width: 1 };
  return [
    { ...common, grid: { show: false }, border: { show: true, stroke: colours.line, width: 1 }, size: 28, gap: 6, ...x },
    { ...common, grid, size: AXIS_WIDTH, gap: 8, ...y },
  ];
}

// A line that follows the pointer with the values there; `describe` gives its text for an index of the data.
export function readout(place, describe) {
  const line = document.createElement("p");
  line.className = "readout";
  line.setAttribute("aria-hidden", "true");
  return {
    hooks: {
      ready: [(chart) => chart.root.append(line)],
      setCursor: [
        (chart) => {
          line.textContent = chart.cursor.idx == null ? "" : describe(chart.cursor.idx);
        },
      ],
    },
  };
}

export function show(options, data, place) {
  return new uPlot(
    {
      legend: { show: false },
      padding: [10, 14, 0, 0],
      ...options,
      cursor: { points: { show: false }, drag: { x: false, y: false }, y: false, ...options.cursor },
    },
    data,
    place,
  );
}
