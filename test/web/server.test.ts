import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, runApp } from "../running-app.ts";

let app: RunningApp;

beforeAll(async () => {
  app = await runApp();
});
afterAll(() => app.close());

describe("the HTTP server over the real report", () => {
  test("answers as the contract says, with words that stand in the passage", async () => {
    const reply = await fetch(`${app.address}/api/ask?q=${encodeURIComponent("What does the 119 hotline do?")}`);
    const answer = (await reply.json()) as { kind: string; nearest: { original: string; excerpt: string }[] };
    expect(Object.keys(answer)).toEqual(
      expect.arrayContaining(["question", "language", "kind", "reason", "confidence", "answers", "nearest", "ms"]),
    );
    expect(answer.nearest.length).toBeGreaterThan(0);
    for (const { original, excerpt } of answer.nearest) expect(original.replace(/\s+/gu, " ")).toContain(excerpt);
  });

  test.each([
    "",
    "%20",
    "%00",
    "%F0%9F%91%8D",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "'; DROP TABLE questions;--",
    '"',
    "NEAR(",
    "*",
    "-",
    "a AND OR NOT",
    "x".repeat(10_000),
  ])("meets %j with a clear sentence", async (text) => {
    const page = await fetch(`${app.address}/?q=${text}`);
    expect(page.status).toBe(200);
    expect(await page.text()).not.toContain("<script>");
    const api = await fetch(`${app.address}/api/ask?q=${text}`);
    expect(api.status).toBe(200);
  });

  test("shows a passage with its document, and says when there is no such page", async () => {
    const page = await fetch(`${app.address}/passage/cedaw-c-kaz-6/0060?lang=ru`);
    expect(await page.text()).toContain("the 119 hotline");
    expect((await fetch(`${app.address}/passage/cedaw-c-kaz-6/9999`)).status).toBe(404);
  });

  test("gives the numbers to call first to someone in danger", async () => {
    const page = await fetch(`${app.address}/?q=${encodeURIComponent("Помогите, он меня избивает")}`);
    expect(await page.text()).toContain('href="tel:112"');
  });

  test("tells its health and its counts", async () => {
    expect(await (await fetch(`${app.address}/health`)).json()).toMatchObject({ ready: true, telegram: "off" });
    expect(await (await fetch(`${app.address}/metrics`)).text()).toContain("kenes_questions_total");
  });
});
