// Measures the desk with 10,000 open questions: how long the queue takes to open, how long the
// questions take to be grouped beside it, and how long the event loop is held up meanwhile.
//   node scripts/bench-desk.mjs [questions]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { readCorpus } from "../dist/corpus/corpus.js";
import { createDesk } from "../dist/desk/desk.js";
import { openDatabase } from "../dist/log/database.js";
import { createSeal } from "../dist/log/seal.js";
import { readMessages } from "../dist/messages/messages.js";
import { createMetrics } from "../dist/web/metrics.js";
import { createServer } from "../dist/web/server.js";

const QUESTIONS = Number(process.argv[2] ?? 10_000);
const DIMENSIONS = 384;
const LANGUAGES = ["en", "ru", "kk"];

const random = (seed) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
  return ((seed >>> 8) + 0.5) / 16_777_216;
};
const draw = random(7);
const normal = () => Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw());
const vectorOf = (middle, spread) => {
  const vector = Float32Array.from(middle, (value) => value + spread * normal());
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};
/** Like the model's: questions of a language share a direction, and each says something of its own. */
const middles = LANGUAGES.map(() => vectorOf(new Float32Array(DIMENSIONS), 1));
const embed = { modelHash: "bench", embed: async (texts) => texts.map((text) => vectorOf(middles[text], 0.025)) };

for (const themes of [QUESTIONS, Math.ceil(QUESTIONS / 10)]) {
  const folder = mkdtempSync(join(tmpdir(), "kenes-bench-"));
  const database = openDatabase(folder);
  const desk = createDesk({
    ...{ database, movedDays: [], settings: { days: 3, approval: false } },
    findAsked: () => undefined,
    addresses: createSeal(folder),
    onReminder: () => {},
    onFailure: (error) => console.error(error),
  });
  const account = await desk.accounts.add({ name: "Bench", role: "supervisor", password: "correct horse battery" });
  const bases = Array.from({ length: themes }, (_, theme) => vectorOf(middles[theme % 3], 0.025));
  const insert = database.prepare(
    `INSERT INTO cases (number, link, answer, channel, question, language, passages, opened_at, due_day, due_at, model, vector)
     VALUES (?, ?, ?, 'web', ?, ?, '[]', ?, '2030-01-01', ?, 'bench', ?)`,
  );
  database.transaction(() => {
    for (let k = 0; k < QUESTIONS; k++) {
      const vector = themes === QUESTIONS ? bases[k] : vectorOf(bases[k % themes], 0.01);
      const text = `Question ${"about something that is asked at some length ".repeat(3)}`;
      const at = Date.now() + k;
      insert.run(
        `N${k}`,
        `l${k}`,
        `a${k}`,
        text,
        LANGUAGES[(k % themes) % 3],
        at,
        at + 86_400_000,
        Buffer.from(vector.buffer),
      );
    }
  })();
  const server = await createServer({
    ...{ corpus: readCorpus("corpus"), messages: readMessages(), metrics: createMetrics(() => 0), desk },
    ...{
      sign: (text) => text,
      trustedProxies: [],
      ask: () => null,
      health: () => ({ ready: true }),
      onFailure: () => {},
    },
  });
  const cookies = { kenes_desk: desk.sessions.begin(account) };
  const open = async () => {
    const start = performance.now();
    const reply = await server.inject({ url: "/desk?view=all&lang=ru", cookies });
    return { ms: performance.now() - start, bytes: reply.payload.length, status: reply.statusCode };
  };
  await open();
  const before = [await open(), await open(), await open()];

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  const grouping = desk.startGrouping(embed, { en: Array(96).fill(0), ru: Array(96).fill(1), kk: Array(96).fill(2) });
  await grouping.settled();
  const grouped = performance.now() - start;
  delay.disable();
  const groups = database.prepare("SELECT count(DISTINCT theme) AS count FROM cases").get().count;
  await open();
  const after = [await open(), await open(), await open()];
  const best = (list) => Math.round(Math.min(...list.map(({ ms }) => ms)));
  const worst = (list) => Math.round(Math.max(...list.map(({ ms }) => ms)));
  console.log(
    `${QUESTIONS} open questions of ${themes} themes: queue opens in ${best(before)} to ${worst(before)} ms (grouped ${best(after)} to ${worst(after)}), ` +
      `${Math.round(after[0].bytes / 1000)} kB, status ${after[0].status}; grouped in ${(grouped / 1000).toFixed(1)} s into ${groups}; ` +
      `event loop held up ${Math.round(delay.max / 1e6)} ms at most, ${Math.round(delay.percentile(99) / 1e6)} ms at the 99th percentile`,
  );
  await server.close();
  await desk.stop();
  database.close();
  rmSync(folder, { recursive: true, force: true });
}
