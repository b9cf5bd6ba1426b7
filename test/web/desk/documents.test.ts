import { cpSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Running, startDesk } from "../../desk/running.ts";
import { temporaryFolder, writeSmallCorpus } from "../../program.ts";
import { readHidden, type Visitor } from "../visitor.ts";

/** Indexes are built beside the running service: on a machine that does much else that takes its time. */
vi.setConfig({ testTimeout: 240_000 });

/** Milliseconds between two questions: one address may ask 120 a minute. */
const A_MOMENT = 1500;

/** The first lines of the report: what is taken in beside it is taken in within seconds. */
const small = temporaryFolder();
let kenes: Running;
let editor: Visitor;
beforeAll(async () => {
  writeSmallCorpus(small.path());
  cpSync("corpus/moved-days.json", small.path("moved-days.json"));
  kenes = await startDesk({ CORPUS_DIR: small.path() }, { Aigul: "consultant", Saule: "editor", Serik: "supervisor" });
  editor = await kenes.staff("Saule");
});
afterAll(async () => {
  await kenes.stop();
  small.remove();
});

const WATER = `# Rules on the use of water

Adopted on 1 March 2024

## Payment

1. Every household pays for cold water by its meter on the tenth day of each month.

2. A water meter is checked once in four years, free of charge.

## Fines

3. Whoever opens a street hydrant without leave pays a fine of twenty monthly calculation indices.
`;

async function upload(who: Visitor, text: string, fields: Record<string, string> = {}, csrf?: string) {
  const hidden = readHidden((await who.get("/desk/documents?lang=en")).html, "/desk/documents/look");
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...hidden, ...(csrf === undefined ? {} : { csrf }), ...fields })) {
    form.set(name, value);
  }
  form.set("file", new File([text], "water.md"));
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const reply = await fetch(`${kenes.address}/desk/documents/look?lang=en`, {
    ...{ method: "POST", body: form, redirect: "manual", headers: { cookie } },
  });
  return { status: reply.status, html: await reply.text(), location: reply.headers.get("location") ?? "" };
}
/** As `/api/ask` answers. */
async function ask(question: string, more = "") {
  const reply = await fetch(`${kenes.address}/api/ask?lang=en&q=${encodeURIComponent(question)}${more}`);
  const answer = (await reply.json()) as {
    kind: string;
    reason: string | null;
    nearest: { passage: string; document: string; title?: string; original: string }[];
  };
  return { status: reply.status, ...answer };
}
const HYDRANT = "What is the fine for opening a street hydrant?";
/** Asks until the passage on hydrants is found, or no longer is: taking in is done by then. */
const untilFound = (expected: boolean) =>
  expect
    .poll(async () => (await ask(HYDRANT)).nearest.some(({ original }) => original.includes("street hydrant")), {
      timeout: 200_000,
      interval: A_MOMENT,
    })
    .toBe(expected);

describe("a document is added at the desk while questions are asked", () => {
  test("it is looked at, put in, and answered from; no question fails meanwhile", async () => {
    const looked = await upload(editor, WATER);
    expect([looked.status, looked.location]).toEqual([
      303,
      expect.stringMatching(/^\/desk\/documents\/look\/[0-9a-f]{32}$/u),
    ]);
    const page = (await editor.get(`${looked.location}?lang=en`)).html;
    for (const part of ["Rules on the use of water", "2024-03-01", "Payment", "street hydrant", "A new document"]) {
      expect(page).toContain(part);
    }
    let going = true;
    const seen: { status: number; first: string | undefined }[] = [];
    const asking = (async () => {
      while (going) {
        const { status, nearest } = await ask("How long is parental leave?");
        seen.push({ status, first: nearest[0]?.passage });
        await setTimeout(A_MOMENT);
      }
    })();
    try {
      const put = await editor.send(looked.location, "/desk/documents/put-in");
      expect(put.location).toContain("told=document-added");
      await untilFound(true);
    } finally {
      going = false;
      await asking;
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(new Set(seen.map(({ status }) => status))).toEqual(new Set([200]));
    expect(seen.every(({ first }) => first !== undefined)).toBe(true);
    const [first] = (await ask(HYDRANT)).nearest;
    expect(first?.title).toBe("Rules on the use of water");
    expect((await editor.get("/desk/documents?lang=en")).html).toContain("rules-on-the-use-of-water");
    const again = await upload(editor, WATER);
    expect(again.html).toContain("is already there as rules-on-the-use-of-water");
  });

  test("askers may limit themselves to one document, on the page and over the API", async () => {
    const page = await editor.get(`/?lang=en&q=${encodeURIComponent(HYDRANT)}&document=rules-on-the-use-of-water`);
    expect(page.html).toContain("Answered from: Rules on the use of water");
    expect(page.html).toMatch(/<option value="rules-on-the-use-of-water" selected/u);
    const limited = await ask("What is said of women?", "&document=rules-on-the-use-of-water");
    expect(limited.kind).toBe("abstained");
    expect(limited.nearest.every(({ passage }) => passage.startsWith("rules-on-the-use-of-water/"))).toBe(true);
    expect((await ask(HYDRANT, "&document=nothing")).reason).toBe("no-edition");
    expect((await ask(HYDRANT, "&asOf=yesterday")).status).toBe(400);
  });

  test("a new edition is compared; the one before can still be asked, read and quoted", async () => {
    const amended = WATER.replace("four years", "six years")
      .replace("1 March 2024", "1 June 2025")
      .replace(/\n## Fines[\s\S]*/u, "");
    const looked = await upload(editor, amended);
    const page = (await editor.get(`${looked.location}?lang=en`)).html;
    expect(page).toContain("A new edition of rules-on-the-use-of-water");
    expect(page).toMatch(/<del>four <\/del><ins>six <\/ins>/u);
    await editor.send(looked.location, "/desk/documents/put-in");
    await untilFound(false);
    const before = await ask(HYDRANT, "&asOf=2024-12-31&document=rules-on-the-use-of-water");
    expect(before.nearest[0]?.original).toContain("opens a street hydrant");
    const withdrawn = before.nearest[0]?.passage ?? "";
    const read = await editor.get(`/p/${withdrawn}?lang=en`);
    expect([read.status, read.html]).toEqual([
      200,
      expect.stringContaining("This is what the edition of 2024-03-01 said"),
    ]);
    const quotation = encodeURIComponent("A water meter is checked once in four years, free of charge.");
    const verdict = async (more: string) =>
      ((await (await fetch(`${kenes.address}/api/check?q=${quotation}${more}`)).json()) as { verdict: string }).verdict;
    expect(await verdict("")).toBe("altered");
    expect(await verdict("&asOf=2024-12-31")).toBe("verbatim");
    const diff = await editor.get("/desk/documents/rules-on-the-use-of-water/diff?lang=en");
    expect(diff.html).toContain("1 passage is withdrawn");
  });

  test("it is taken out and brought back, and the audit trail says who did what", async () => {
    await editor.send("/desk/documents", "/desk/documents/rules-on-the-use-of-water/remove");
    await expect
      .poll(async () => (await ask(HYDRANT, "&document=rules-on-the-use-of-water")).reason, {
        timeout: 200_000,
        interval: A_MOMENT,
      })
      .toBe("no-edition");
    await editor.send("/desk/documents", "/desk/documents/rules-on-the-use-of-water/restore");
    const audit = (await (await kenes.staff("Serik")).get("/desk/audit?lang=en")).html;
    for (const did of ["put a document in", "put in a new edition", "took a document out", "brought a document back"]) {
      expect(audit).toContain(did);
    }
  });
});

describe("what is refused at the desk", () => {
  test("a form without its token, a consultant, a file that is none, words that can't be", async () => {
    expect((await upload(editor, WATER, {}, "0".repeat(32))).status).toBe(403);
    const consultant = await kenes.staff("Aigul");
    expect((await consultant.get("/desk/documents")).status).toBe(403);
    const empty = await upload(editor, "");
    expect([empty.status, empty.html]).toEqual([422, expect.stringContaining("Choose a file first")]);
    const wrong = await upload(editor, WATER, { date: "yesterday", title: '<script>alert("x")</script>' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain("is no date");
    expect(wrong.html).not.toContain("<script>alert");
    const kit = await upload(editor, "\u0000\u0001PK\u0003\u0004 nothing of a document");
    expect(kit.status).toBe(422);
    expect((await editor.get(`/desk/documents/look/${"0".repeat(32)}`)).status).toBe(404);
  });
});
