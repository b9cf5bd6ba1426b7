import { afterAll, beforeAll, expect, test } from "vitest";
import { type Running, startDesk } from "./running.ts";

let kenes: Running;
beforeAll(async () => {
  kenes = await startDesk({}, { Aigul: "consultant", Saule: "editor" });
});
afterAll(() => kenes.stop());

const PASSAGE = "cedaw-c-kaz-6/0123";
interface Asked {
  kind: string;
  answers: { passage: string }[];
  nearest: { passage: string }[];
  centre?: { id: string; text: string; languages: string[] }[];
}
const ask = async (question: string): Promise<Asked> =>
  (await (await fetch(`${kenes.address}/api/ask?q=${encodeURIComponent(question)}`)).json()) as Asked;

test("a mended question leads to its passage within seconds, and taken back it does not", async () => {
  const saule = await kenes.staff("Saule");
  const question = "Who inspects the purple zeppelins of Karaganda on Sundays?";
  const before = await ask(question);
  const page = `/desk/mend?passage=${PASSAGE}`;
  const html = (await saule.get(page)).html;
  const english = html.split("<form").find((form) => form.includes('value="questions"') && form.includes('value="en"'));
  const hidden = [...(english ?? "").matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/gu)];
  const fields = Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, value]));
  const mended = await saule.post("/desk/mend", { ...fields, text: question });
  expect(mended.location).toMatch(/^\/desk\/change\/\d+\?told=learned$/u);
  await expect.poll(async () => (await ask(question)).nearest[0]?.passage, { timeout: 20_000 }).toBe(PASSAGE);
  const change = mended.location?.split("?")[0] ?? "";
  const undone = await saule.send(change, `${change}/undo`);
  expect(undone.location).toContain("told=undone");
  await expect.poll(async () => (await ask(question)).nearest, { timeout: 20_000 }).toEqual(before.nearest);
});

test("a sent answer is published, shown as the centre's word to who asks the same, corrected and told", async () => {
  const question = "Where do I get a certificate of no criminal record for a school job?";
  const { number, path, asker } = await kenes.passOn(question);
  const [aigul, saule] = [await kenes.staff("Aigul"), await kenes.staff("Saule")];
  await aigul.send("/desk", `/desk/case/${number}/claim`);
  const draft = { en: "On egov.kz, free of charge.", next: "preview" };
  await aigul.send(`/desk/case/${number}`, `/desk/case/${number}/draft`, draft);
  await aigul.send(`/desk/case/${number}/preview`, `/desk/case/${number}/send`, { to: number });
  await expect.poll(async () => (await asker.get(path)).html).toContain("egov.kz");
  expect((await ask(question)).centre).toBeUndefined();

  const form = (await saule.get(`/desk/centre/new?case=${number}`)).html;
  const from = /name="from"[^>]*value="([^"]+)"/u.exec(form)?.[1] ?? "";
  const wanted = { from, until: "", en: "On egov.kz, free of charge.", "asked-en": question };
  const made = await saule.send(`/desk/centre/new?case=${number}`, "/desk/centre", wanted);
  expect(made.location).toContain("told=learned");
  await expect.poll(async () => (await ask(question)).centre?.[0]?.text, { timeout: 20_000 }).toContain("egov.kz");
  expect((await ask("How many women sit in parliament?")).centre).toBeUndefined();

  const withdrawn = await saule.send("/desk/centre/1", "/desk/centre/1/withdraw");
  expect((await ask(question)).centre).toBeUndefined();
  const change = withdrawn.location?.split("?")[0] ?? "";
  await saule.send(change, `${change}/list`, { en: "The service has moved." });
  await saule.send(change, `${change}/tell`);
  expect((await asker.get(`${path}?lang=en`)).html).toContain("The service has moved.");
  for (const language of ["en", "ru", "kk"]) {
    const errata = await asker.get(`/errata?lang=${language}`);
    expect([errata.status, errata.html.includes("On egov.kz")]).toEqual([200, true]);
  }
});
