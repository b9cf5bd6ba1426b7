import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "../../src/corpus/passage.ts";
import { readMessages } from "../../src/messages/messages.ts";
import { stripHtml } from "../../src/telegram/html.ts";
import * as telegram from "../telegram/talking.ts";
import * as whatsapp from "../whatsapp/talking.ts";

/** What an asker can do, described once and run over every channel. */

/** A step of a scenario, and what is seen after it. `words`: the id of a text of ours. */
type Step = { sees: RegExp[]; never?: RegExp } & (
  | { write: string }
  | { press: string; in: Language }
  | { command: "help" | "about" | "language" | "mydata" | "forget" }
  | { check: string }
  | { choose: Language }
);

interface Channel {
  name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Does what the step says as that person. Gives all that is shown, without markup. */
  take(step: Step, person: number): Promise<string>;
  /** Times that the engine was asked. */
  asked(): number;
}

const messages = readMessages();

function createTelegram(): Channel {
  let talking: telegram.Talking;
  let last: Awaited<ReturnType<telegram.Talking["write"]>> = [];
  const as = (id: number) => ({ chat: { id, type: "private" }, from: { id, is_bot: false, language_code: "en" } });
  const act = (step: Step, person: number) => {
    if ("write" in step) return talking.write(step.write, as(person));
    if ("command" in step) return talking.write(`/${step.command}`, as(person));
    if ("check" in step) return talking.write(`/check ${step.check}`, as(person));
    if ("choose" in step) return talking.press(`language:${step.choose}`, { from: person });
    const label = messages[step.in](step.press);
    const button = telegram.buttonsOf(last).find(({ text }) => text === label);
    return talking.press(button?.callback_data ?? `no button ${label}`, {
      from: person,
      message: last.length + person,
    });
  };
  return {
    name: "telegram",
    start: async () => {
      talking = await telegram.startTalking();
    },
    stop: () => talking.stop(),
    asked: () => talking.asked.length,
    take: async (step, person) => {
      last = await act(step, person);
      return last.map(({ payload }) => stripHtml(String(payload.text ?? payload.caption ?? ""))).join("\n");
    },
  };
}

/** Where WhatsApp's labels are shorter than Telegram's. */
const SHORTER: Record<string, string> = {
  "forget-yes": "wa-forget-yes",
  "forget-no": "wa-forget-no",
  "rate-other-question": "wa-not-asked",
  "ask-alone": "wa-alone",
};
const WORDS = { help: "help", about: "about", language: "language", mydata: "my data", forget: "forget me" };
const NAMES = { en: "English", ru: "Русский", kk: "Қазақша" };

function createWhatsapp(): Channel {
  let talking: whatsapp.Talking;
  let last: Awaited<ReturnType<whatsapp.Talking["write"]>> = [];
  const act = (step: Step, chat: string) => {
    if ("write" in step) return talking.write(step.write, chat);
    if ("command" in step) return talking.write(WORDS[step.command], chat);
    if ("check" in step) return talking.write(`check: ${step.check}`, chat);
    if ("choose" in step) return talking.write(NAMES[step.choose], chat);
    const label = messages[step.in](SHORTER[step.press] ?? step.press);
    const choice = whatsapp.choicesOf(last).find(({ title }) => title === label);
    return talking.press(choice?.id ?? `no choice ${label}`, chat);
  };
  return {
    name: "whatsapp",
    start: async () => {
      talking = await whatsapp.startTalking();
    },
    stop: () => talking.stop(),
    asked: () => talking.asked.length,
    take: async (step, person) => {
      last = await act(step, `770100${String(person).padStart(5, "0")}`);
      return whatsapp.textOf(last).replaceAll("\u2060", "").replace(/^> /gmu, "");
    },
  };
}

const LEAVE = "Can a man take parental leave?";
const ALTERED = "There have been cases of discrimination against women migrants.";

const SCENARIOS: Record<string, Step[]> = {
  "a question, its next passage, the whole of it, its source": [
    { write: LEAVE, sees: [/father/u, /CEDAW\/C\/KAZ\/6/u, /Article 1\d/u] },
    { press: "next-excerpt", in: "en", sees: [/Excerpt 2 of \d+/u, /§ \d+/u] },
    { press: "full-passage", in: "en", sees: [/Excerpt 2 of \d+/u] },
    { press: "source", in: "en", sees: [/sha256:[0-9a-f]{64}/u] },
    { press: "previous-excerpt", in: "en", sees: [/Excerpt 1 of \d+/u, /father/u] },
  ],
  "another language than the document's, and its own words": [
    { choose: "kk", sees: [/Енді қазақша/u] },
    { write: "Әке бала күтіміне байланысты демалыс ала ала ма?", sees: [/Жұмыс аудармасы/u, /§ \d+/u] },
    { press: "original", in: "kk", sees: [/Құжаттың өз сөздері/u, /[a-z]{4}/u] },
  ],
  "whether it helped, and why not": [
    { choose: "en", sees: [/English/u] },
    { write: LEAVE, sees: [/father/u] },
    { press: "rate-no", in: "en", sees: [] },
    { press: "rate-other-question", in: "en", sees: [/I noted that/u] },
  ],
  "danger first": [{ write: "My husband is beating me right now", sees: [/^\*?You may be in danger.*112.*102/su] }],
  "nothing in the document": [
    { choose: "ru", sees: [/./u] },
    { write: "Какая завтра погода в Алматы?", sees: [/119/u] },
  ],
  "a greeting": [{ write: "Здравствуйте!", sees: [/Kenes/u] }],
  "a quotation that was altered": [
    { choose: "en", sees: [/./u] },
    { check: ALTERED, sees: [/not in these words/u, /Negation/u, /Proof: [0-9A-Z]{10}/u] },
    { check: "Loans are granted regardless of gender.", sees: [/Word for word in the report/u] },
  ],
  "all that is stored, and forgetting it": [
    { choose: "en", sees: [/./u] },
    { write: LEAVE, sees: [/father/u] },
    { command: "mydata", sees: [/1 question/u] },
    { command: "forget", sees: [/can't be undone/u] },
    { press: "forget-yes", in: "en", sees: [/Erased: 1 question/u, /Receipt [A-Z2-9-]{14}/u] },
    { command: "mydata", sees: [/0 questions/u] },
  ],
  "help, the document, the languages": [
    { choose: "en", sees: [/./u] },
    { command: "help", sees: [/own words/u, /112/u] },
    { command: "about", sees: [/CEDAW\/C\/KAZ\/6/u] },
    { command: "language", sees: [/Which language/u] },
  ],
  "hostile words": [
    { choose: "en", sees: [/./u] },
    { write: "<b>*bold*</b> _x_ ```y``` {{1}} \u0000", sees: [/./u] },
    { write: "🏳️‍🌈".repeat(600), sees: [/./u] },
  ],
};

describe.each([createTelegram(), createWhatsapp()])("$name", (channel) => {
  beforeAll(channel.start);
  afterAll(channel.stop);

  test.each(Object.entries(SCENARIOS).map(([name, steps], position) => ({ name, steps, person: 500 + position })))(
    "$name",
    async ({ steps, person }) => {
      for (const step of steps) {
        const seen = await channel.take(step, person);
        for (const pattern of step.sees) expect(seen, JSON.stringify(step)).toMatch(pattern);
      }
    },
  );
});
