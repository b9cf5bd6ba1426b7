/** Pictures for docs/benchmarks.md, by vega-lite. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, View } from "vega";
import { compile } from "vega-lite";

const FOLDER = "docs/benchmarks";

export async function drawSteps({ steps }) {
  const values = Object.entries(steps)
    .filter(([step]) => step !== "whole")
    .map(([step, ms]) => ({ step, ms }));
  await draw("steps.svg", {
    data: { values },
    height: { step: 26 },
    layer: [
      { mark: "bar", encoding: { x: { field: "ms", type: "quantitative", title: "milliseconds, median" } } },
      {
        mark: { type: "text", align: "left", dx: 4 },
        encoding: {
          x: { field: "ms", type: "quantitative" },
          text: { field: "ms", type: "quantitative", format: ".2f" },
        },
      },
    ],
    encoding: { y: { field: "step", type: "nominal", sort: "-x", title: null } },
  });
}

/** Milliseconds of a question in the 50th, 95th and 99th of a hundred, for each peer. */
export async function drawPeers({ variant, peers }) {
  const values = peers.flatMap(({ name, question: { p50, p95, p99 } }) =>
    Object.entries({ p50, p95, p99 }).map(([part, ms]) => ({ name, part, ms })),
  );
  await draw(`questions-${variant}.svg`, {
    data: { values },
    mark: "bar",
    encoding: {
      x: { field: "ms", type: "quantitative", title: "milliseconds a question", scale: { type: "symlog" } },
      y: { field: "name", type: "nominal", title: null },
      yOffset: { field: "part", sort: ["p50", "p95", "p99"] },
      color: { field: "part", type: "nominal", title: null },
    },
  });
}

/** How search grows with the number of views, against ten thousand as one. */
export async function drawGrowth(rows) {
  const values = rows.flatMap(({ views, search, widths, graph }) => [
    ...(search ? [{ views, ms: search.p50, what: "whole search, p50" }] : []),
    ...widths
      .filter(({ width }) => width === 96)
      .map(({ p50 }) => ({ views, ms: p50, what: `graph, p50, width 96 (${graph})` })),
  ]);
  const axis = (field, title) => ({ field, type: "quantitative", title, scale: { type: "log" } });
  await draw("growth.svg", {
    data: { values },
    mark: { type: "line", point: true },
    encoding: {
      x: axis("views", "views"),
      y: axis("ms", "milliseconds"),
      color: { field: "what", type: "nominal", title: null },
    },
  });
}

/** Recall against time for each width of the search. */
export async function drawRecall(rows) {
  const values = rows.flatMap(({ views, widths, graph }) =>
    widths.map(({ width, recall, p50 }) => ({ views: `${views.toLocaleString("en")} (${graph})`, width, recall, p50 })),
  );
  await draw("recall.svg", {
    data: { values },
    layer: [
      { mark: { type: "line", point: true } },
      { mark: { type: "text", dy: -8, fontSize: 9 }, encoding: { text: { field: "width", type: "nominal" } } },
    ],
    encoding: {
      x: { field: "p50", type: "quantitative", title: "milliseconds, p50", scale: { type: "log" } },
      y: { field: "recall", type: "quantitative", title: "recall@10", scale: { zero: false } },
      color: { field: "views", type: "nominal", title: "views" },
    },
  });
}

async function draw(name, plot) {
  mkdirSync(FOLDER, { recursive: true });
  const { spec } = compile({ width: 420, height: 280, background: "white", ...plot });
  writeFileSync(join(FOLDER, name), await new View(parse(spec), { renderer: "none" }).toSVG());
}
