import type { Attempt } from "./collections.ts";
import { countObjects } from "./fill-collections.ts";
import type { HostState, Hosts } from "./hosts.ts";
import type { Weaviate } from "./weaviate.ts";

/**
 * Which hosts may answer. A node that comes back answers at once, though it may lack what was
 * written while it was away; a search on it would miss passages and nobody would know. So a host
 * serves only while it holds every object of the index, counted on that very host.
 */

export interface Watch {
  /** Looks at every host once; true when one at least serves. */
  look(): Promise<boolean>;
  close(): void;
}

export interface WatchSettings {
  hosts: Hosts;
  weaviate: Weaviate;
  attempt: Attempt;
  /** Told in plain words when a host stops serving or serves again. */
  tell: (sentence: string) => void;
}

const LOOK_EVERY_MS = 2000;
/** How often the cluster is told that its index is in use; and after how long without, another build may drop it. */
const SAY_USED_EVERY_MS = 5 * 60_000;
export const UNUSED_AFTER_MS = 60 * 60_000;

/** Looks again and again until it is closed; holds no process up. */
export function keepWatch({ hosts, weaviate, attempt, tell }: WatchSettings): Watch {
  const { collections, manifest } = attempt;
  const wanted = countObjects(manifest.counts);
  let said = manifest.used;
  const lookAt = async (host: string): Promise<HostState> => {
    const counts = await weaviate.countOn(host, [collections.views, collections.passages]);
    if (counts === null) return "silent";
    return counts.every((count, k) => count === wanted[k]) ? "serving" : "behind";
  };
  const look = async () => {
    const looked = [...hosts.states].map(async ([host, before]) => {
      const state = await lookAt(host);
      hosts.mark(host, state);
      if (state !== before) tell(SENTENCES[state](new URL(host).host));
    });
    await Promise.all(looked);
    return [...hosts.states.values()].includes("serving");
  };
  const sayUsed = async () => {
    if (Date.now() - said < SAY_USED_EVERY_MS) return;
    await weaviate.describe(collections.views, JSON.stringify({ ...manifest, used: Date.now() }));
    said = Date.now();
  };
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    // What fails now is tried again at the next look; questions tell of it themselves.
    void look()
      .then(sayUsed)
      .catch(() => {})
      .finally(() => {
        looking = false;
      });
  }, LOOK_EVERY_MS).unref();
  return { look, close: () => clearInterval(timer) };
}

const SENTENCES: Record<HostState, (host: string) => string> = {
  serving: (host) => `The cluster's node at ${host} answers and holds the whole index.`,
  silent: (host) => `The cluster's node at ${host} doesn't answer: the others do its work.`,
  behind: (host) => `The cluster's node at ${host} lacks a part of the index: it is not asked until it has all of it.`,
};
