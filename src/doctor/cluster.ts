import { z } from "zod";
import { nameIndex, readAttempts } from "../index/cluster/collections.ts";
import { countObjects } from "../index/cluster/fill-collections.ts";
import { type ClusterAddress, createHosts, type Hosts } from "../index/cluster/hosts.ts";
import { createWeaviate } from "../index/cluster/weaviate.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** Each node of the cluster, and whether it holds the whole index of this corpus and this model. */

/** With three, one may fail and the other two still agree. */
const ENOUGH_NODES = 3;
/** The version that Kenes is tested with; an older one lacks what it relies on. */
const TESTED = "1.30";

export async function examineCluster(
  address: ClusterAddress,
  expected: { corpusHash: string; modelHash: string },
): Promise<Finding[]> {
  const hosts = createHosts(address);
  const versions = await Promise.all(address.hosts.map((host) => readVersion(host, hosts)));
  const answering = address.hosts.filter((_, k) => versions[k] !== null);
  const silent = address.hosts.filter((_, k) => versions[k] === null);
  const findings = silent.map((host) => {
    const mend = "Start it, open the way to it, or take it out of INDEX_URL.";
    return (answering.length === 0 ? fail : warn)("cluster", `The node at ${nameOf(host)} doesn't answer`, mend);
  });
  if (answering.length === 0) return findings;
  for (const host of silent) hosts.mark(host, "silent");
  return [
    ...findings,
    ...examineNodes(address.hosts.length, versions),
    ...(await examineContent(answering, { hosts, expected })),
  ];
}

function examineNodes(count: number, versions: readonly (string | null)[]): Finding[] {
  const known = [...new Set(versions.filter((version) => version !== null))];
  const old = known.filter((version) => version.localeCompare(TESTED, "en", { numeric: true }) < 0);
  return [
    ok("cluster", `${versions.filter((version) => version !== null).length} of ${count} nodes answer`),
    ...(old.length > 0 ? [warn("cluster", `Weaviate ${old.join(", ")} is old`, `Update to ${TESTED} or newer.`)] : []),
    ...(count < ENOUGH_NODES
      ? [
          warn(
            "cluster",
            `INDEX_URL names ${count} node${count === 1 ? "" : "s"}: when one fails, questions may fail`,
            "Run three nodes on three machines (docs/cluster.md).",
          ),
        ]
      : []),
  ];
}

async function examineContent(
  answering: readonly string[],
  about: { hosts: Hosts; expected: { corpusHash: string; modelHash: string } },
): Promise<Finding[]> {
  const weaviate = createWeaviate(about.hosts);
  const index = nameIndex(about.expected);
  const attempts = readAttempts(await weaviate.list()).filter((attempt) => attempt.index === index);
  const whole = attempts.find(({ manifest }) => manifest.state === "whole");
  if (!whole) {
    const found = attempts.length > 0 ? "is being built, or was left half-built" : "is not in the cluster";
    return [warn("index", `The index of this corpus ${found}`, "The next start builds it; before: npm run index")];
  }
  const { collections, manifest } = whole;
  const wanted = countObjects(manifest.counts);
  const behind: Finding[] = [];
  for (const host of answering) {
    const counts = await weaviate.countOn(host, [collections.views, collections.passages]);
    if (counts?.every((count, k) => count === wanted[k])) continue;
    const mend = "The other nodes fill it within minutes; if it stays, see the node's log and its disk.";
    behind.push(warn("index", `The node at ${nameOf(host)} lacks a part of the index`, mend));
  }
  const { passages, views } = manifest.counts;
  const sentence = `It belongs to this corpus and this model: ${passages} passages, ${views} views`;
  return behind.length > 0 ? behind : [ok("index", `${sentence}, on every node that answers`)];
}

async function readVersion(host: string, hosts: Hosts): Promise<string | null> {
  const reply = await hosts.sendTo(host, { method: "GET", path: "/v1/meta" });
  return z.object({ version: z.string() }).safeParse(reply?.body).data?.version ?? null;
}

function nameOf(host: string): string {
  return new URL(host).host;
}
