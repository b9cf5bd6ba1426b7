import { cpSync } from "node:fs";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { environmentOf, finish, start, temporaryFolder } from "../program.ts";

const folder = temporaryFolder();
const client = new Client({ name: "test", version: "1" });
const strays: Error[] = [];
let settings: Record<string, string>;

beforeAll(async () => {
  cpSync(inject("indexDir"), folder.path("index"), { recursive: true });
  settings = { DATA_DIR: folder.path("data"), INDEX_DIR: folder.path("index") };
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ["dist/main.js", "mcp"],
    env: environmentOf(settings) as Record<string, string>,
    stderr: "ignore",
  });
  client.onerror = (error) => strays.push(error);
  await client.connect(transport);
});
afterAll(async () => {
  await client.close();
  folder.remove();
});

const call = async (name: string, values: Record<string, unknown>) => {
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: values });
  const [first] = content as { text: string }[];
  return { text: first?.text ?? "", given: (structuredContent ?? {}) as Record<string, unknown>, isError };
};

describe("the document for assistants, over a real process and the official client", () => {
  test("offers three tools and says how to cite", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["ask", "check_quotation", "get_passage"]);
    expect(client.getInstructions()).toContain("CEDAW/C/KAZ/6");
  });

  test("checks a quotation: the change is named, in words and as an object, with a code", async () => {
    const quotation = "There have been cases of discrimination against women migrants.";
    const { text, given } = await call("check_quotation", { quotation, language: "ru" });
    expect(given).toMatchObject({ verdict: "altered", differences: [{ kind: "negation", document: "no" }] });
    expect(text).toContain("Есть в докладе, но другими словами");
    expect(text).toContain(String(given.code));
  });

  test("answers with the document's words and place; says when it does not answer", async () => {
    const { text, given } = await call("ask", { question: "Is there a hotline for legal advice?", language: "en" });
    const { answers, code } = given as { answers: { excerpt: string; passage: string }[]; code: string };
    expect(text).toContain(answers[0]?.excerpt);
    expect(text).toContain(code);
    const none = await call("ask", { question: "Who is the world champion in chess?" });
    expect(none.given).toMatchObject({ kind: "abstained", answers: [] });
    expect(none.text).not.toBe("");
  });

  test("reads a passage whole, its rendering too; an unknown one is an error in words", async () => {
    const { given, text } = await call("get_passage", { id: "cedaw-c-kaz-6/0417", language: "kk" });
    expect(given).toMatchObject({ passage: "cedaw-c-kaz-6/0417", language: "kk", status: "working" });
    expect(given.original).toContain("Loans are granted regardless of gender");
    expect(text).toContain(String(given.text));
    expect(await call("get_passage", { id: "../../etc/passwd" })).toMatchObject({ isError: true });
  });

  test("bad input is told, and the server goes on", async () => {
    expect((await call("check_quotation", { quotation: "x ".repeat(300_000) })).given).toMatchObject({
      obstacle: "too-long",
      code: null,
    });
    expect(await call("check_quotation", {})).toMatchObject({ isError: true });
    expect((await call("check_quotation", { quotation: "\u0000" })).given).toMatchObject({ verdict: "absent" });
    expect(strays).toEqual([]);
  });
});

test("standard output carries the protocol alone, and the process ends with its client", async () => {
  const child = start(["mcp"], settings);
  const messages = [
    {
      ...{ jsonrpc: "2.0", id: 1, method: "initialize" },
      params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } },
    },
    { jsonrpc: "2.0", method: "notifications/initialized" },
    {
      ...{ jsonrpc: "2.0", id: 2, method: "tools/call" },
      params: { name: "ask", arguments: { question: "maternity leave" } },
    },
  ];
  child.stdin?.end(`no protocol\n${messages.map((message) => `${JSON.stringify(message)}\n`).join("")}`);
  const { out, code } = await finish(child);
  const lines = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { jsonrpc: string; id: number });
  expect(lines.map(({ jsonrpc, id }) => [jsonrpc, id])).toEqual([
    ["2.0", 1],
    ["2.0", 2],
  ]);
  expect(code).toBe(0);
});
