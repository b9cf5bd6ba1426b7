import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Weaviate cluster of real processes on the loopback address, of which nodes can be killed and brought back. */
export interface WeaviateCluster {
  /** For INDEX_URL. */
  url: string;
  hosts: string[];
  /** As a power cut would: the node has no moment to write anything. */
  kill(node: number): Promise<void>;
  /** Starts a killed node on its own data again; resolves once it says that it is ready. */
  start(node: number): Promise<void>;
  /** The process stands still: connections are taken and nothing is answered. */
  pause(node: number): void;
  resume(node: number): void;
  /** The processes that run now. */
  pids(): number[];
  stop(): Promise<void>;
}

interface Node {
  name: string;
  http: number;
  /** Gossip; the nodes' own traffic takes the port after it, as Weaviate will have it. */
  gossip: number;
  /** Raft; its calls take the port after it. */
  raft: number;
  grpc: number;
  process: ChildProcess | null;
}

/** A start is tried again on other ports when somebody took one between our looking and its binding. */
const STARTS = 3;
const READY_WITHIN_MS = 60_000;
const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

export async function startCluster(binary: string, count = 3): Promise<WeaviateCluster> {
  for (let start = 1; ; start += 1) {
    const cluster = await createCluster(binary, count);
    try {
      await Promise.all(Array.from({ length: count }, (_, node) => cluster.start(node)));
      return cluster;
    } catch (error) {
      await cluster.stop();
      if (start === STARTS) throw error;
    }
  }
}

async function createCluster(binary: string, count: number): Promise<WeaviateCluster> {
  const folder = mkdtempSync(join(tmpdir(), "kenes-weaviate-"));
  const nodes = await planNodes(count);
  const hosts = nodes.map(({ http }) => `http://127.0.0.1:${http}`);
  const endAll = () => {
    for (const { process } of nodes) process?.kill("SIGKILL");
  };
  process.once("exit", endAll);
  // Whoever breaks the run off leaves no node behind.
  const breakOff = () => process.exit(1);
  for (const signal of SIGNALS) process.once(signal, breakOff);
  const kill = async (node: Node | undefined) => {
    if (!node?.process) return;
    const { process } = node;
    node.process = null;
    if (process.exitCode !== null || process.signalCode !== null) return;
    process.kill("SIGKILL");
    await once(process, "exit");
  };
  return {
    url: `weaviate://${nodes.map(({ http }) => `127.0.0.1:${http}`).join(",")}`,
    hosts,
    kill: (number) => kill(nodes[number]),
    start: async (number) => {
      const node = nodes[number] as Node;
      const log = join(folder, `${node.name}.log`);
      const output = openSync(log, "a");
      node.process = spawn(binary, ["--host", "127.0.0.1", "--port", String(node.http), "--scheme", "http"], {
        cwd: folder,
        env: environmentOf(node, nodes, folder),
        stdio: ["ignore", output, output],
      });
      closeSync(output);
      await waitUntilReady(node, log);
    },
    pids: () => nodes.flatMap(({ process }) => process?.pid ?? []),
    pause: (number) => void nodes[number]?.process?.kill("SIGSTOP"),
    resume: (number) => void nodes[number]?.process?.kill("SIGCONT"),
    stop: async () => {
      await Promise.all(nodes.map(kill));
      process.off("exit", endAll);
      for (const signal of SIGNALS) process.off(signal, breakOff);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Each joins all of them, itself too: it listens before it joins, so of any two the later one finds the other. */
function environmentOf(node: Node, nodes: readonly Node[], folder: string): NodeJS.ProcessEnv {
  const data = join(folder, node.name);
  mkdirSync(data, { recursive: true });
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PERSISTENCE_DATA_PATH: data,
    CLUSTER_HOSTNAME: node.name,
    CLUSTER_IN_LOCALHOST: "true",
    CLUSTER_ADVERTISE_ADDR: "127.0.0.1",
    CLUSTER_ADVERTISE_PORT: String(node.gossip),
    CLUSTER_GOSSIP_BIND_PORT: String(node.gossip),
    CLUSTER_DATA_BIND_PORT: String(node.gossip + 1),
    CLUSTER_JOIN: nodes.map(({ gossip }) => `127.0.0.1:${gossip}`).join(","),
    RAFT_PORT: String(node.raft),
    RAFT_INTERNAL_RPC_PORT: String(node.raft + 1),
    RAFT_JOIN: nodes.map(({ name, raft }) => `${name}:${raft}`).join(","),
    RAFT_BOOTSTRAP_EXPECT: String(nodes.length),
    GRPC_PORT: String(node.grpc),
    DEFAULT_VECTORIZER_MODULE: "none",
    AUTOSCHEMA_ENABLED: "false",
    AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: "true",
    DISABLE_TELEMETRY: "true",
    GO_PROFILING_DISABLE: "true",
    // A node that comes back is filled in seconds; by itself Weaviate looks every half a minute.
    ASYNC_REPLICATION_FREQUENCY: "2s",
    ASYNC_REPLICATION_PROPAGATION_DELAY: "2s",
    GOMEMLIMIT: "400MiB",
    LOG_LEVEL: "error",
  } as NodeJS.ProcessEnv;
}

async function waitUntilReady(node: Node, log: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (node.process === null || node.process.exitCode !== null) {
      throw new Error(`${node.name} ended: ${readFileSync(log, "utf8").slice(-1000)}`);
    }
    if (await answers(node.http)) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`${node.name} was not ready in time: ${readFileSync(log, "utf8").slice(-1000)}`);
}

async function answers(port: number): Promise<boolean> {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}/v1/.well-known/ready`, { signal: AbortSignal.timeout(1000) });
    return reply.ok;
  } catch {
    return false;
  }
}

async function planNodes(count: number): Promise<Node[]> {
  const held: Server[] = [];
  try {
    const nodes: Node[] = [];
    for (let number = 0; number < count; number += 1) {
      const [http, grpc] = [await holdPort(held), await holdPort(held)];
      const [gossip, raft] = [await holdPair(held), await holdPair(held)];
      nodes.push({ name: `node-${number}`, http, grpc, gossip, raft, process: null });
    }
    return nodes;
  } finally {
    await Promise.all(held.map((server) => new Promise((done) => server.close(done))));
  }
}

/** A free port, kept busy until all are chosen. */
async function holdPort(held: Server[], wanted = 0): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(wanted, "127.0.0.1", resolve);
  });
  held.push(server);
  return (server.address() as { port: number }).port;
}

/** A free port that has a free one after it. */
async function holdPair(held: Server[]): Promise<number> {
  for (;;) {
    const first = await holdPort(held);
    try {
      await holdPort(held, first + 1);
      return first;
    } catch {}
  }
}
