import { once } from "node:events";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.ts";
import type { Finding } from "../../src/doctor/finding.ts";
import { createLibrary } from "../../src/library/library.ts";
import { run, start, temporaryFolder, writeSmallCorpus } from "../program.ts";
import { FakeBotApi, TOKEN } from "../telegram/fake-bot-api.ts";
import { startCluster, type WeaviateCluster } from "./weaviate-cluster.ts";

/** Two front ends and one consumer of Telegram beside one cluster, as real processes on one data folder. */

const folder = temporaryFolder();
const fake = new FakeBotApi();
let cluster: WeaviateCluster;
let fronts: FrontEnd[];
let consumer: FrontEnd;

const QUESTION = "How many women are members of the National Commission?";
const WELL = "\tAn owner of an artesian well registers it with the district office within thirty days.\n";

beforeAll(async () => {
  writeSmallCorpus(folder.path("corpus"), 120);
  await fake.start();
  cluster = await startCluster(inject("weaviate"));
  // All at once, into an empty folder and an empty cluster.
  consumer = startFrontEnd({ BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: fake.root });
  fronts = [startFrontEnd(), startFrontEnd()];
  await Promise.all([consumer, ...fronts].map((each) => each.says(/Ready/u)));
});
afterAll(async () => {
  await Promise.all([consumer, ...(fronts ?? [])].map((each) => each?.end("SIGTERM")));
  await cluster?.stop();
  await fake.stop();
  folder.remove();
});

const front = (number: number) => fronts[number] as FrontEnd;

test("they build the index once, and each of them answers alike", async () => {
  const output = [consumer, ...fronts].map((each) => each.output()).join("");
  expect(output.match(/in the cluster yet: building it/gu)).toHaveLength(1);
  const answers = await Promise.all([consumer, ...fronts].map((each) => each.ask(QUESTION)));
  expect(new Set(answers.map(({ nearest }) => nearest[0]?.passage)).size).toBe(1);
  for (const each of [consumer, ...fronts]) {
    expect(await each.get("/health")).toMatchObject({ ready: true, cluster: { nodes: 3, serving: 3 } });
  }
});

test("what one of them keeps the others know: a receipt", async () => {
  const { code } = await front(0).ask(QUESTION);
  expect(code).toMatch(/^\w{10}$/u);
  const receipt = await fetch(`${front(1).address()}/r/${code}`);
  expect([receipt.status, await receipt.text()]).toEqual([200, expect.stringContaining(code ?? "")]);
});

test("Telegram is answered once, by its consumer", async () => {
  fake.write(QUESTION);
  await fake.until(() => answersOf(fake).length > 0);
  await front(0).ask(QUESTION);
  expect(answersOf(fake)).toHaveLength(1);
  expect(fake.conflicts).toBe(0);
});

test("documents are added, a node and a front end die, and no question fails at the others", async () => {
  const asking = [keepAsking(consumer), keepAsking(front(1))];
  await front(0).end("SIGKILL");
  await cluster.kill(1);
  await addWell();
  const told = () => Promise.all([consumer, front(1)].map(async (each) => (await each.ask(WELL)).nearest[0]?.passage));
  await expect.poll(told, { timeout: 240_000, interval: 500 }).toEqual(["wells/0001", "wells/0001"]);
  await cluster.start(1);
  fronts[0] = startFrontEnd();
  await front(0).says(/Ready/u);
  expect((await front(0).ask(WELL)).nearest[0]?.passage).toBe("wells/0001");
  for (const each of asking) {
    const { count, failed } = await each.end();
    expect(failed).toEqual([]);
    expect(count).toBeGreaterThan(10);
  }
  fake.write("Who registers an artesian well?");
  await fake.until(() => answersOf(fake).length > 1);
  await expect
    .poll(() => front(1).get("/health"), { timeout: 120_000, interval: 500 })
    .toMatchObject({ cluster: { serving: 3 } });
});

test("the doctor looks at every node, and names one that is silent", async () => {
  const settings = { ...settingsOf(), PORT: "0" };
  const whole = await run(["doctor", "--json"], settings);
  const { findings } = JSON.parse(whole.out) as { findings: Finding[] };
  expect(findings).toContainEqual(expect.objectContaining({ check: "cluster", found: "3 of 3 nodes answer" }));
  await cluster.kill(0);
  const { out, code } = await run(["doctor", "--json"], settings);
  const silent = (JSON.parse(out) as { findings: Finding[] }).findings.filter(({ check }) => check === "cluster");
  expect([code, silent[0]?.status, silent[0]?.found]).toEqual([0, "warn", expect.stringContaining("doesn't answer")]);
  expect(silent.at(1)?.found).toBe("2 of 3 nodes answer");
});

test("without a cluster a front end says so: not ready, and a failure that is no answer", async () => {
  await Promise.all([1, 2].map((node) => cluster.kill(node)));
  await expect
    .poll(() => front(1).get("/health"), { timeout: 60_000, interval: 500 })
    .toMatchObject({ ready: false, cluster: { nodes: 3, serving: 0 } });
  const reply = await fetch(`${front(1).address()}/api/ask?q=${encodeURIComponent(QUESTION)}`);
  expect(reply.status).toBe(500);
  expect(await reply.json()).not.toHaveProperty("nearest");
});

function settingsOf(): Record<string, string> {
  const { path } = folder;
  return { INDEX_URL: cluster.url, CORPUS_DIR: path("corpus"), DATA_DIR: path("data"), INDEX_DIR: path("index") };
}

interface FrontEnd {
  output: () => string;
  says(pattern: RegExp): Promise<void>;
  address(): string;
  get(path: string): Promise<unknown>;
  ask(question: string): Promise<Asked>;
  end(signal: NodeJS.Signals): Promise<void>;
}
interface Asked {
  nearest: { passage: string }[];
  code: string | null;
}

function startFrontEnd(settings: Record<string, string> = {}): FrontEnd {
  // Each question from an address of its own, as behind a proxy: one address may ask 120 a minute.
  const child = start([], { ...settingsOf(), PORT: "0", LOG_LEVEL: "error", TRUSTED_PROXY: "127.0.0.1", ...settings });
  let output = "";
  let wake = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      wake();
    });
  }
  child.once("exit", () => wake());
  let asked = 0;
  const address = () => /The page is at (\S+)/u.exec(output)?.[1] ?? "";
  return {
    output: () => output,
    address,
    says: async (pattern) => {
      while (!pattern.test(output)) {
        if (child.exitCode !== null) throw new Error(`It ended without saying ${pattern}: ${output}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    get: async (path) => (await fetch(`${address()}${path}`)).json(),
    ask: async (question) => {
      asked += 1;
      const from = `10.1.${(asked >> 8) & 255}.${asked & 255}`;
      const reply = await fetch(`${address()}/api/ask?lang=en&q=${encodeURIComponent(question)}`, {
        headers: { "x-forwarded-for": from },
      });
      if (reply.status !== 200) throw new Error(`${reply.status}: ${await reply.text()} ${output}`);
      return (await reply.json()) as Asked;
    },
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, "exit");
    },
  };
}

function keepAsking(frontEnd: FrontEnd) {
  const failed: unknown[] = [];
  let [going, count] = [true, 0];
  const asking = (async () => {
    for (; going; count += 1) {
      const found = await frontEnd.ask(`${QUESTION} ${count}`).catch((error: unknown) => error);
      if (found instanceof Error || (found as Asked).nearest.length === 0) failed.push(found);
    }
  })();
  return {
    end: async () => {
      going = false;
      await asking;
      return { count, failed };
    },
  };
}

const answersOf = ({ sent }: FakeBotApi) => sent.filter(({ method }) => method === "sendMessage");

/** Puts a document in, as whoever adds one does. */
async function addWell(): Promise<void> {
  const library = createLibrary({
    documentsDir: folder.path("data", "documents"),
    corpus: readCorpus(folder.path("corpus")),
  });
  const given = { id: "wells", symbol: "wells", language: "en" as const };
  const preview = await library.preview({ name: "wells.txt", bytes: Buffer.from(WELL), given });
  if (preview.outcome !== "ready" || library.putIn(preview.plan) !== "done") throw new Error(JSON.stringify(preview));
}
