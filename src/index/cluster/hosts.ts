import { IndexError } from "../passage-index.ts";

/**
 * The nodes of the cluster as one front end sees them. A request goes to one of those that serve, in
 * turn; when that one is silent or fails, to the next. Every node can answer every request, so a
 * question is lost only when all of them are.
 */

/** Where the cluster is. */
export interface ClusterAddress {
  /** Addresses of the nodes without a slash at the end: `http://127.0.0.1:8080`. */
  hosts: readonly string[];
  /** Sent as a bearer token; null for a cluster that asks for none. */
  apiKey: string | null;
}

export interface HostRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  body?: unknown;
  /** How long one host may take, milliseconds; short when absent. */
  patience?: number;
  /** What is wrong with a reply that came, or null: such a host is passed over too. */
  judge?: (reply: HostReply) => string | null;
}

export interface HostReply {
  status: number;
  body: unknown;
}

/** `silent`: did not answer. `behind`: answers, but does not hold the whole index. */
export type HostState = "serving" | "silent" | "behind";

export interface Hosts {
  readonly states: ReadonlyMap<string, HostState>;
  /** The reply of the first host that gives one. Throws IndexError when none does. */
  send(request: HostRequest): Promise<HostReply>;
  /** The reply of that host, or null. */
  sendTo(host: string, request: HostRequest): Promise<HostReply | null>;
  mark(host: string, state: HostState): void;
}

/** A question takes milliseconds: a host that needs two seconds is stuck, or its machine gone without a word. */
const PATIENCE_MS = 2000;
/** All hosts are tried so many times: one that is just being restarted needs a moment. */
const ROUNDS = 3;
const PAUSE_MS = 200;

export function createHosts({ hosts, apiKey }: ClusterAddress): Hosts {
  const states = new Map<string, HostState>(hosts.map((host) => [host, "serving"]));
  const headers = {
    "content-type": "application/json",
    // What a node knows itself is asked for: that way it answers while the nodes choose a leader.
    consistency: "false",
    ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
  };
  let turn = 0;
  /** Those that serve, beginning with the next in turn; then the silent ones, as a last resort. */
  const listInTurn = () => {
    turn = (turn + 1) % hosts.length;
    const all = hosts.map((_, k) => hosts[(turn + k) % hosts.length] as string);
    const of = (state: HostState) => all.filter((host) => states.get(host) === state);
    return [...of("serving"), ...of("silent")];
  };
  const attempt = async (host: string, request: HostRequest): Promise<HostReply> => {
    const reply = await exchange(host, request, headers);
    const problem = reply.status >= 500 ? `answered ${reply.status}` : (request.judge?.(reply) ?? null);
    if (problem !== null) throw new Refused(problem);
    return reply;
  };
  return {
    states,
    mark: (host, state) => void states.set(host, state),
    sendTo: (host, request) => attempt(host, request).catch(nullUnlessIndexError),
    send: async (request) => {
      let last: unknown = null;
      for (let round = 0; round < ROUNDS; round += 1) {
        if (round > 0) await new Promise((resume) => setTimeout(resume, PAUSE_MS * round));
        for (const host of listInTurn()) {
          try {
            return await attempt(host, request);
          } catch (error) {
            if (error instanceof IndexError) throw error;
            if (states.get(host) === "serving") states.set(host, "silent");
            last = error;
          }
        }
      }
      throw describe(last);
    },
  };
}

/** A host answered, but not with what was asked for. */
class Refused extends Error {}

async function exchange(host: string, request: HostRequest, headers: Record<string, string>): Promise<HostReply> {
  const reply = await fetch(`${host}${request.path}`, {
    method: request.method,
    headers,
    signal: AbortSignal.timeout(request.patience ?? PATIENCE_MS),
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
  const text = await reply.text();
  if (reply.status === 401 || reply.status === 403) {
    const remedy = "Set WEAVIATE_API_KEY to a key that may read and write, the same for every front end.";
    throw new IndexError("cluster-refused", `The cluster refuses this front end (${reply.status})`, remedy);
  }
  return { status: reply.status, body: text === "" ? null : JSON.parse(text) };
}

function nullUnlessIndexError(error: unknown): null {
  if (error instanceof IndexError) throw error;
  return null;
}

function describe(cause: unknown): IndexError {
  if (cause === null) {
    const remedy = "Nodes that come back are filled by the others; if it stays, run: npm run doctor.";
    return new IndexError("cluster-incomplete", "No node of the cluster holds the whole index", remedy);
  }
  if (cause instanceof Refused) {
    const remedy = "Start this front end again: it builds what is missing. See the log of the nodes too.";
    return new IndexError("cluster-failed", `The cluster can't answer: ${cause.message.slice(0, 300)}`, remedy);
  }
  const remedy = "Start its nodes, or mend INDEX_URL; npm run doctor names those that are silent.";
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new IndexError("cluster-unreachable", `No node of the cluster answers (${reason})`, remedy, cause);
}
