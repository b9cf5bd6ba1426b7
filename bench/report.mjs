/** npm run bench -- report: docs/benchmarks.md and its pictures, from bench/results. What was not measured is not in it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawGrowth, drawPeers, drawRecall, drawSteps } from "./draw.mjs";

const RESULTS = "bench/results";
const FILE = "docs/benchmarks.md";
/** Each table stands between two lines of the page, which name it. */
const PLACE = (name) => new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`, "u");

let page = readFileSync(FILE, "utf8");
for (const variant of ["english", "all"]) {
  const peers = readJson(`peers-${variant}.json`);
  if (!peers) continue;
  put(`peers-${variant}`, listPeers(peers));
  await drawPeers(peers);
}
const steps = readJson("steps.json");
if (steps) {
  put("steps", listSteps(steps));
  await drawSteps(steps);
}
const rows = readLines("million.jsonl").sort((a, b) => a.views - b.views);
if (rows.length > 0) {
  put("million", listSizes(rows));
  put("widths", listWidths(rows));
  await drawGrowth(rows);
  await drawRecall(rows);
}
writeFileSync(FILE, page);

function put(name, lines) {
  if (!PLACE(name).test(page)) throw new Error(`${FILE} has no place for ${name}`);
  page = page.replace(PLACE(name), (_whole, begin, end) => `${begin}${lines.join("\n")}\n${end}`);
}

function listPeers({ peers, embeds, day }) {
  const head = [
    "",
    "texts",
    "embedding, ms of processor a text",
    embeds ? "index, s" : "store alone, s",
    "index, s of processor",
  ];
  const rest = [
    "start, s",
    "question p50 / p95 / p99, ms",
    "ms of processor a question",
    "memory, MB",
    "hit@1 en / ru / kk",
  ];
  const lines = peers.map(({ name, texts, embedding, index, start, question, memory, hit1 }) => [
    name,
    texts,
    (embedding.processor * 1000).toFixed(1),
    index.seconds.toFixed(1),
    index.processor.toFixed(1),
    start.toFixed(1),
    [question.p50, question.p95, question.p99].map((ms) => ms.toFixed(0)).join(" / "),
    question.processor.toFixed(1),
    (memory / 2 ** 20).toFixed(0),
    [hit1.en, hit1.ru, hit1.kk].map((share) => share.toFixed(2).replace(/^0/u, "")).join(" / "),
  ]);
  return [`Measured on ${day}.`, "", ...table([...head, ...rest], lines)];
}

function listSteps({ steps, day }) {
  const lines = Object.entries(steps).map(([step, ms]) => [step, ms.toFixed(2)]);
  return [`Measured on ${day}.`, "", ...table(["step", "ms, median"], lines)];
}

function listSizes(rows) {
  const head = [
    "views",
    "graph",
    "building: graph / words / letters, s of processor",
    "bytes a view on disk",
    "bytes a view in memory",
  ];
  const rest = ["hashing + opening, s", "whole search p50 / p95, ms", "graph p50 / p95, ms", "recall@10"];
  const lines = rows.map(({ views, graph, parts, bytesOnDisk, bytesAView, hashing, opening, search, widths }) => {
    const usual = widths.find(({ width }) => width === 96);
    return [
      views.toLocaleString("en"),
      graph,
      ["vectors", "words", "letters"].map((part) => parts[part]?.processor.toFixed(1) ?? "–").join(" / "),
      Math.round(bytesOnDisk / views),
      views < 10_000 ? "–" : Math.round(bytesAView),
      hashing === undefined ? "–" : `${hashing.toFixed(2)} + ${opening.toFixed(2)}`,
      search ? `${search.p50.toFixed(2)} / ${search.p95.toFixed(2)}` : "–",
      `${usual.p50.toFixed(3)} / ${usual.p95.toFixed(3)}`,
      usual.recall.toFixed(3),
    ];
  });
  return table([...head, ...rest], lines);
}

function listWidths(rows) {
  const widths = rows[0].widths.map(({ width }) => width);
  const lines = rows.map(({ views, graph, widths: own }) => [
    views.toLocaleString("en"),
    graph,
    ...widths.map((width) => {
      const found = own.find((each) => each.width === width);
      return found ? `${found.recall.toFixed(3)}; ${found.p50.toFixed(2)}` : "–";
    }),
  ]);
  return table(["views", "graph", ...widths.map(String)], lines);
}

function table(head, lines) {
  const row = (cells) => `| ${cells.join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...lines.map(row)];
}

function readJson(name) {
  const path = join(RESULTS, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

function readLines(name) {
  const path = join(RESULTS, name);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
