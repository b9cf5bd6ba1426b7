import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Running, startDesk } from "../../desk/running.ts";

let kenes: Running;
beforeAll(async () => {
  kenes = await startDesk({}, { Aigul: "consultant", Bolat: "consultant", Saule: "supervisor" });
});
afterAll(() => kenes.stop());

describe("a question passed on, and its answer", () => {
  test("is shown before it is shared, gets a number, a day and a private page, and is answered there", async () => {
    const question = "Where do I get a passport for my dog? My IIN is 880101300123, call +7 701 123 45 67.";
    const { path, number, asker } = await kenes.passOn(question, "My card is 4400 4301 2345 6789.");
    expect(number).toMatch(/^[0-9A-Z]{3}-[0-9A-Z]{3}$/u);
    expect(path).toMatch(/^\/case\/[0-9a-f]{32}$/u);
    const page = (await asker.get(path)).html;
    expect(page).toContain("passport for my dog");
    for (const secret of ["880101300123", "123 45 67", "4400"]) expect(page).not.toContain(secret);

    const aigul = await kenes.staff("Aigul");
    expect((await aigul.get("/desk")).html).toContain(number);
    const claimed = await aigul.send("/desk", `/desk/case/${number}/claim`);
    expect(claimed.location).toBe(`/desk/case/${number}?told=claimed`);
    const drafted = await aigul.send(`/desk/case/${number}`, `/desk/case/${number}/draft`, {
      en: "At the city's veterinary station.\nIt is free: 8 (7172) 58-00-58.",
      next: "preview",
    });
    expect(drafted.location).toBe(`/desk/case/${number}/preview`);
    const sent = await aigul.send(`/desk/case/${number}/preview`, `/desk/case/${number}/send`, { to: number });
    expect(sent.location).toBe(`/desk/case/${number}?told=sent`);
    await expect.poll(async () => (await asker.get(path)).html).toContain("58-00-58");

    const rated = await asker.send(`${path}?lang=en`, `${path}/rate?lang=en`, { helped: "yes" });
    expect(rated.location).toContain("told=rate");
    expect((await aigul.get("/desk?view=done&lang=en")).html).toContain("it helped");
  });

  test("can be added to and taken back; its words are then gone, and the private page says so", async () => {
    const { path, number, asker } = await kenes.passOn("How do I register a drone named Sunqar?");
    await asker.send(`${path}?lang=en`, `${path}/add?lang=en`, { text: "It weighs 300 grams." });
    expect((await asker.get(path)).html).toContain("300 grams");
    await asker.send(`${path}?lang=en`, `${path}/cancel?lang=en`);
    const gone = (await asker.get(`${path}?lang=en`)).html;
    expect(gone).toContain("Its text has been erased");
    expect(gone).not.toContain("Sunqar");
    const aigul = await kenes.staff("Aigul");
    const desk = (await aigul.get(`/desk/case/${number}`)).html;
    expect(desk).not.toContain("Sunqar");
    expect(desk).not.toContain("300 grams");
  });

  test("the same form sent twice opens one case; a wrong link leads nowhere", async () => {
    const asker = (await kenes.passOn("May I keep bees on a balcony?")).asker;
    const shown = await asker.get("/hand-off?q=May%20I%20keep%20hens%20on%20a%20balcony%3F&lang=en");
    const page = await asker.get(shown.location ?? "");
    const fields = Object.fromEntries(
      [...page.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/gu)].map(([, name, value]) => [
        name,
        value,
      ]),
    ) as Record<string, string>;
    const [one, two] = await Promise.all([asker.post("/hand-off", fields), asker.post("/hand-off", fields)]);
    expect(one.location).toBe(two.location);
    expect(one.status).toBe(303);
    expect((await asker.get(`/case/${"0".repeat(32)}`)).status).toBe(404);
    expect((await asker.get("/case/..%2f..%2fetc%2fpasswd")).status).toBe(404);
  });
});

describe("two consultants", () => {
  test("at the same case at once: one has it, the other is told who", async () => {
    const { number } = await kenes.passOn("Which form do I need to import a horse?");
    const [aigul, bolat] = await Promise.all([kenes.staff("Aigul"), kenes.staff("Bolat")]);
    const claims = await Promise.all([aigul, bolat].map((one) => one.send("/desk", `/desk/case/${number}/claim`)));
    expect(claims.map(({ location }) => location?.split("=")[1]).sort()).toEqual(["claimed", "taken"]);
    const loser = claims[0]?.location?.endsWith("taken") ? aigul : bolat;
    const told = await loser.get(`/desk/case/${number}?told=taken&lang=en`);
    expect(told.html).toContain("was quicker");
    const refused = await loser.post(`/desk/case/${number}/draft`, {
      csrf: /name="csrf" value="([^"]+)"/u.exec(told.html)?.[1] ?? "",
      ...{ version: "0", en: "Mine." },
    });
    expect(refused.status).toBe(409);
    const saule = await kenes.staff("Saule");
    expect((await saule.send(`/desk/case/${number}`, `/desk/case/${number}/release`)).location).toContain("released");
  });

  test("a draft that was changed in another window is not overwritten, and what was typed is not lost", async () => {
    const { number } = await kenes.passOn("Who repairs the street lamp before my yurt?");
    const aigul = await kenes.staff("Aigul");
    await aigul.send("/desk", `/desk/case/${number}/claim`);
    const path = `/desk/case/${number}/draft`;
    await aigul.send(`/desk/case/${number}`, path, { en: "First." });
    const stale = await aigul.send(`/desk/case/${number}`, path, { en: "Second.", version: "0" });
    expect(stale.status).toBe(409);
    expect(stale.html).toContain("Second.");
  });
});

test("one answer goes to all who ask the same, each in their language", async () => {
  const russian = await kenes.passOn("Как получить справку о несудимости для работы в школе?");
  const kazakh = await kenes.passOn("Мектепте жұмыс істеу үшін сотталмағаны туралы анықтаманы қалай алуға болады?");
  const other = await kenes.passOn("Сколько стоит билет на поезд до Алматы?");
  const aigul = await kenes.staff("Aigul");
  await aigul.send("/desk", `/desk/case/${russian.number}/claim`);
  await aigul.send(`/desk/case/${russian.number}`, `/desk/case/${russian.number}/draft`, { ru: "Через egov.kz." });
  const preview = `/desk/case/${russian.number}/preview`;
  await expect.poll(async () => (await aigul.get(preview)).html, { timeout: 30_000 }).toContain(kazakh.number);
  expect((await aigul.get(preview)).html).not.toContain(other.number);
  await aigul.send(preview, `/desk/case/${russian.number}/send`, { to: [russian.number, kazakh.number] });
  await expect.poll(async () => (await kazakh.asker.get(kazakh.path)).html).toContain("Через egov.kz.");
  expect((await kazakh.asker.get(kazakh.path)).html).toContain("Жауап орыс тілінде");
  expect((await other.asker.get(other.path)).html).not.toContain("egov.kz");
});
