import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createHosts } from "../../src/index/cluster/hosts.ts";
import { createWeaviate } from "../../src/index/cluster/weaviate.ts";

/** How a front end goes from one node to the next: on servers that answer as nodes in trouble do. */

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

/** A server that always answers so; gives its address. `null`: it takes the request and is silent. */
async function serve(reply: { status: number; body: string } | null, seen: string[] = []): Promise<string> {
  const server = createServer((request, response) => {
    seen.push(String(request.headers.authorization));
    if (reply) response.writeHead(reply.status).end(reply.body);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address at which nobody listens. */
async function serveNobody(): Promise<string> {
  const address = await serve(null);
  await new Promise((closed) => servers.pop()?.close(closed));
  return address;
}

const good = { status: 200, body: JSON.stringify({ data: { Get: "whole" } }) };

test.each([
  ["is down", () => serveNobody()],
  ["says that it is overloaded", () => serve({ status: 503, body: "{}" })],
  ["takes the question and is silent", () => serve(null)],
  ["answers with half of a reply", () => serve({ status: 200, body: '{"data":' })],
  ["answers with a page of a proxy", () => serve({ status: 200, body: "<html>" })],
  ["has not heard of the collection yet", () => serve({ status: 200, body: '{"errors":[{"message":"no such"}]}' })],
])("a node that %s is passed over, and asked last from then on", async (_name, bad) => {
  const [broken, sound] = [await bad(), await serve(good)];
  const hosts = createHosts({ hosts: [broken, sound], apiKey: null });
  const weaviate = createWeaviate(hosts);
  for (let k = 0; k < 4; k += 1) expect(await weaviate.query("{ x }")).toEqual({ Get: "whole" });
  expect([...hosts.states.values()]).toEqual(["silent", "serving"]);
});

test("the key goes along, and a refusal of it is named without it", async () => {
  const seen: string[] = [];
  const host = await serve({ status: 401, body: "{}" }, seen);
  const asked = createWeaviate(createHosts({ hosts: [host], apiKey: "hidden-key" })).query("{ x }");
  const failure = (await asked.catch((error: unknown) => error)) as Error;
  expect(failure).toMatchObject({ code: "cluster-refused", remedy: expect.stringContaining("WEAVIATE_API_KEY") });
  expect(seen).toEqual(["Bearer hidden-key"]);
  expect(JSON.stringify(failure) + failure.message + failure.stack).not.toContain("hidden-key");
});

test("when no node answers, and when none holds the whole index, the error says which", async () => {
  const hosts = createHosts({ hosts: [await serveNobody(), await serveNobody()], apiKey: null });
  const weaviate = createWeaviate(hosts);
  await expect(weaviate.query("{ x }")).rejects.toMatchObject({ code: "cluster-unreachable" });
  for (const host of hosts.states.keys()) hosts.mark(host, "behind");
  await expect(weaviate.query("{ x }")).rejects.toMatchObject({ code: "cluster-incomplete" });
});
