import type { BuildSettings } from "../build-index.ts";
import { createLetterIndex } from "../letter-index.ts";
import { IndexError, type PassageIndex } from "../passage-index.ts";
import { listPassages, listViews } from "../views.ts";
import { claimIndex } from "./claim.ts";
import { createClusterIndex } from "./cluster-index.ts";
import { type Attempt, hashManifest, readAttempts } from "./collections.ts";
import { fillCollections, STATISTICS } from "./fill-collections.ts";
import { type ClusterAddress, createHosts, type Hosts } from "./hosts.ts";
import { keepWatch, UNUSED_AFTER_MS, type Watch } from "./keep-watch.ts";
import { createPassageStore, type PassageStore } from "./passage-store.ts";
import { createWeaviate, type Weaviate } from "./weaviate.ts";
import { readStatistics } from "./word-statistics.ts";

export interface OpenClusterSettings extends Omit<BuildSettings, "indexDir"> {
  address: ClusterAddress;
  /** Told in plain words what happens to the index and to the nodes. */
  tell: (sentence: string) => void;
  /** After how long without a new object another's build is taken over, milliseconds; a minute when absent. */
  deadAfter?: number;
}

/** How long a fresh index, or one whose nodes were just started, may take to be whole on one node. */
const WHOLE_WITHIN_MS = 60_000;
const LOOK_MS = 500;

/**
 * Opens the index of this corpus and this model in the cluster; when there is none, this front end
 * or another that starts beside it builds it first. Whatever index questions are answered from
 * meanwhile stays as it is. Throws IndexError when the cluster is out of reach or refuses.
 */
export async function openClusterIndex(settings: OpenClusterSettings): Promise<PassageIndex> {
  const hosts = createHosts(settings.address);
  const weaviate = createWeaviate(hosts);
  await waitForCluster(hosts, settings.tell);
  while (true) {
    const claim = await claimIndex({
      ...settings,
      weaviate,
      countViews: (attempt) => countViews(attempt, hosts, weaviate),
      onWait: () => settings.tell("Another front end builds the index in the cluster: waiting for it."),
    });
    if (claim.kind === "whole") return serve(claim.attempt, { settings, hosts, weaviate });
    settings.tell("There is no index of this corpus in the cluster yet: building it.");
    const published = await build(claim.attempt, { settings, hosts, weaviate });
    if (published) return serve(published, { settings, hosts, weaviate });
  }
}

interface Reached {
  settings: OpenClusterSettings;
  hosts: Hosts;
  weaviate: Weaviate;
}

/** Nodes that were started together with this process need a while. */
async function waitForCluster(hosts: Hosts, tell: (sentence: string) => void): Promise<void> {
  const until = performance.now() + WHOLE_WITHIN_MS;
  const ready = () => hosts.send({ method: "GET", path: "/v1/schema" });
  for (let told = false; ; told = true) {
    try {
      await ready();
      return;
    } catch (error) {
      if (!(error instanceof IndexError) || error.code !== "cluster-unreachable") throw error;
      if (performance.now() > until) throw error;
      if (!told) tell("The cluster doesn't answer yet: trying for a minute.");
      await new Promise((resume) => setTimeout(resume, LOOK_MS));
    }
  }
}

async function countViews({ collections }: Attempt, hosts: Hosts, weaviate: Weaviate): Promise<number> {
  const counts = await Promise.all([...hosts.states.keys()].map((host) => weaviate.countOn(host, [collections.views])));
  return Math.max(...counts.map((count) => count?.[0] ?? 0));
}

/** Fills the collections, waits until a node has all of it, and publishes. Null when another was faster. */
async function build(attempt: Attempt, { settings, hosts, weaviate }: Reached): Promise<Attempt | null> {
  const { collections, index } = attempt;
  const rival = async () => (await listOthers(attempt, weaviate)).find((each) => isWhole(each) && each.index === index);
  try {
    const older = await findOlder(attempt, weaviate);
    await fillCollections({ ...settings, collections, weaviate, older });
  } catch (error) {
    if (await rival()) return null;
    throw error;
  }
  if (await rival()) {
    await drop(attempt, weaviate).catch(() => {});
    return null;
  }
  const watch = keepWatch({ hosts, weaviate, attempt, tell: () => {} });
  try {
    await waitUntilWhole(watch);
  } finally {
    watch.close();
  }
  const manifest = { ...attempt.manifest, state: "whole" as const, used: Date.now() };
  await weaviate.describe(collections.views, JSON.stringify(manifest));
  // What can't be dropped now is by the next build; the new index is whole either way.
  await dropUnused(attempt, weaviate).catch(() => {});
  return { ...attempt, manifest };
}

/** The nodes write the last objects while the first ones are counted. */
async function waitUntilWhole(watch: Watch): Promise<void> {
  const until = performance.now() + WHOLE_WITHIN_MS;
  while (!(await watch.look())) {
    if (performance.now() > until) {
      const remedy = "Nodes that come back are filled by the others; if it stays, run: npm run doctor.";
      throw new IndexError("cluster-incomplete", "No node of the cluster holds the whole index", remedy);
    }
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
  }
}

const isWhole = ({ manifest }: Attempt) => manifest.state === "whole";

async function listOthers({ collections }: Pick<Attempt, "collections">, weaviate: Weaviate): Promise<Attempt[]> {
  return readAttempts(await weaviate.list()).filter((each) => each.collections.views !== collections.views);
}

/** The index of the same model that was used last. */
async function findOlder({ manifest, collections }: Attempt, weaviate: Weaviate): Promise<PassageStore | null> {
  const others = await listOthers({ collections }, weaviate);
  const alike = others.filter((other) => isWhole(other) && other.manifest.modelHash === manifest.modelHash);
  const [last] = alike.sort((a, b) => b.manifest.used - a.manifest.used);
  return last ? createPassageStore(last.collections, { weaviate, dimensions: manifest.dimensions }) : null;
}

/** Drops what this index replaces: other attempts at it, and indexes that no front end has used for an hour. */
async function dropUnused(attempt: Attempt, weaviate: Weaviate): Promise<void> {
  for (const other of await listOthers(attempt, weaviate)) {
    const unused = Date.now() - other.manifest.used > UNUSED_AFTER_MS;
    if (other.index === attempt.index || unused) await drop(other, weaviate);
  }
}

async function drop({ collections }: Attempt, weaviate: Weaviate): Promise<void> {
  await weaviate.remove(collections.passages);
  await weaviate.remove(collections.views);
}

async function serve(attempt: Attempt, { settings, hosts, weaviate }: Reached): Promise<PassageIndex> {
  const watch = keepWatch({ hosts, weaviate, attempt, tell: settings.tell });
  try {
    await waitUntilWhole(watch);
    const { manifest, collections } = attempt;
    const store = createPassageStore(collections, { weaviate, dimensions: manifest.dimensions });
    const statistics = (await store.bytes([STATISTICS])).get(STATISTICS);
    if (!statistics) throw new IndexError("index-damaged", "The cluster's index lacks its statistics", DROP_IT);
    const views = listViews(settings.corpus);
    return createClusterIndex({
      store,
      statistics: readStatistics(statistics),
      letters: createLetterIndex(views, "question"),
      gapLetters: createLetterIndex(views, "gap"),
      passages: listPassages(views),
      hash: hashManifest(manifest),
      counts: manifest.counts,
      state: () => {
        const states = [...hosts.states.values()];
        return { nodes: states.length, serving: states.filter((state) => state === "serving").length };
      },
      close: () => watch.close(),
    });
  } catch (error) {
    watch.close();
    throw error;
  }
}

const DROP_IT = "Delete its two collections in Weaviate; the next start builds them again (docs/cluster.md).";
