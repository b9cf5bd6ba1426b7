import { z } from "zod";
import { IndexError } from "../passage-index.ts";
import type { HostReply, Hosts } from "./hosts.ts";

/**
 * The six requests of Weaviate that Kenes needs, over plain HTTP. Its own client for Node holds one
 * connection to one node, sends each search apart and brings twenty packages; here a request may go
 * to any node, and all searches of a question go in one.
 */

export interface Weaviate {
  /** What a GraphQL query gives under `data`. */
  query(text: string): Promise<unknown>;
  /** How many objects each of these collections has on that very host; null when it doesn't answer. */
  countOn(host: string, collections: readonly string[]): Promise<number[] | null>;
  /** Every collection there is, with its description. */
  list(): Promise<{ name: string; description: string }[]>;
  /** True when this call created it, false when it was there: the nodes agree on one winner (Raft). */
  create(definition: CollectionDefinition): Promise<boolean>;
  describe(collection: string, description: string): Promise<void>;
  remove(collection: string): Promise<void>;
  /** Writes objects; acknowledged once most replicas have them. */
  put(objects: readonly StoredObject[]): Promise<void>;
  /** How many nodes the cluster has. */
  countNodes(): Promise<number>;
}

export type CollectionDefinition = { class: string } & Record<string, unknown>;

export interface StoredObject {
  class: string;
  /** A UUID made of what the object is, so that writing it twice is writing it once. */
  id: string;
  properties: Record<string, string>;
  vector?: readonly number[];
}

/** Changing collections and writing waits for disks and for a leader to be chosen. */
const WRITE_PATIENCE_MS = 60_000;

const Described = z.object({ class: z.string(), description: z.string().default("") });
const Schema = z.object({ classes: z.array(Described).nullish() });
const Counts = z.record(z.string(), z.array(z.object({ meta: z.object({ count: z.number() }) })));
const Counted = z.object({ data: z.object({ Aggregate: Counts }) });
const Written = z.array(z.object({ result: z.object({ errors: z.unknown().optional() }) }));

const Nodes = z.object({ nodes: z.array(z.unknown()) });

export function createWeaviate(hosts: Hosts): Weaviate {
  const write = (method: "POST" | "PUT" | "DELETE", path: string, body?: unknown) =>
    hosts.send({ method, path, patience: WRITE_PATIENCE_MS, ...(body === undefined ? {} : { body }) });
  return {
    query: async (query) => {
      const request = { method: "POST", path: "/v1/graphql", body: { query }, judge: judgeQuery } as const;
      return readData(await hosts.send(request));
    },
    countOn: async (host, collections) => {
      const aggregates = collections.map((name) => `${name} { meta { count } }`).join(" ");
      const body = { query: `{ Aggregate { ${aggregates} } }` };
      const reply = await hosts.sendTo(host, { method: "POST", path: "/v1/graphql", body });
      const counted = Counted.safeParse(reply?.body).data;
      if (counted) return collections.map((name) => counted.data.Aggregate[name]?.[0]?.meta.count ?? 0);
      // A collection that this host has not heard of yet counts as empty; any other trouble as no answer.
      return JSON.stringify(reply?.body ?? null).includes("Cannot query field") ? collections.map(() => 0) : null;
    },
    list: async () => {
      const { classes } = Schema.parse((await hosts.send({ method: "GET", path: "/v1/schema" })).body);
      return (classes ?? []).map(({ class: name, description }) => ({ name, description }));
    },
    create: async (definition) => {
      const reply = await write("POST", "/v1/schema", definition);
      if (reply.status === 422 && JSON.stringify(reply.body).includes("already exists")) return false;
      return accept(reply, `create ${definition.class}`) !== null;
    },
    describe: async (collection, description) => {
      const known = accept(await hosts.send({ method: "GET", path: `/v1/schema/${collection}` }), "be read");
      const changed = { ...z.record(z.string(), z.unknown()).parse(known), description };
      accept(await write("PUT", `/v1/schema/${collection}`, changed), `describe ${collection}`);
    },
    remove: async (collection) => void accept(await write("DELETE", `/v1/schema/${collection}`), `drop ${collection}`),
    put: async (objects) => {
      const reply = await write("POST", "/v1/batch/objects?consistency_level=QUORUM", { objects });
      const results = Written.parse(accept(reply, "write objects"));
      const refused = results.find(({ result }) => result.errors);
      if (refused) throw failed("write objects", JSON.stringify(refused.result.errors));
    },
    countNodes: async () => {
      const named = [...hosts.states.keys()];
      // A node that is asked while another has just gone away fails at this: those named must do then.
      const replies = named.map((host) => hosts.sendTo(host, { method: "GET", path: "/v1/nodes" }));
      const lists = (await Promise.all(replies)).map((reply) => Nodes.safeParse(reply?.body).data?.nodes.length ?? 0);
      return Math.max(named.length, ...lists);
    },
  };
}

/** A query may fail on a node that is just starting and be answered by the next. */
function judgeQuery({ status, body }: HostReply): string | null {
  const { errors } = z.object({ errors: z.array(z.object({ message: z.string() })).optional() }).parse(body);
  return errors?.[0]?.message ?? (status === 200 ? null : `answered ${status}`);
}

function readData({ body }: HostReply): unknown {
  return z.object({ data: z.unknown() }).parse(body).data;
}

function accept({ status, body }: HostReply, what: string): unknown {
  if (status >= 400) throw failed(what, JSON.stringify(body));
  return body;
}

function failed(what: string, reason: string): IndexError {
  const remedy = "See the log of its nodes; docs/cluster.md says what they need.";
  return new IndexError("cluster-failed", `The cluster did not ${what}: ${reason.slice(0, 300)}`, remedy);
}
