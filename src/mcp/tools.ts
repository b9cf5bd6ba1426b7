import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import type { Ask } from "../answer/answer.ts";
import { toContract } from "../answer/contract.ts";
import type { Check } from "../answer/verdict.ts";
import { describeDifference, listRemarks, nameVerdict } from "../check/verdict-words.ts";
import { type Corpus, reportsOf } from "../corpus/corpus.ts";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import { describePlace } from "../corpus/place.ts";
import type { Messages } from "../messages/messages.ts";

/**
 * What an assistant can do with the document, by the Model Context Protocol: ask it, check a
 * quotation against it, and read a passage. Every result carries the document's own words with their
 * place, as text to read and as an object.
 */

export interface ToolParts {
  version: string;
  corpus: Corpus;
  messages: Messages;
  /** Waits for the index where it is still being built. */
  ask: Ask;
  check: Check;
  publicUrl: string | null;
}

/** Characters of a quotation: the check itself says so of longer ones. */
const LONGEST = 1_000_000;
const language = z.enum(LANGUAGES).optional().describe("en, ru or kk; found out from the text when left out");

export function createTools(parts: ToolParts): McpServer {
  const titles = reportsOf(parts.corpus)
    .map(({ titles, symbol }) => `${titles.en} (${symbol})`)
    .join("; ");
  const server = new McpServer(
    { name: "kenes", version: parts.version },
    {
      instructions: `Answers from, and quotations of: ${titles}. Cite the words and the place that a tool gives, never others. When a tool says that the document does not answer, or that a quotation is absent, say so.`,
    },
  );
  addAsk(server, parts);
  addCheck(server, parts);
  addPassage(server, parts);
  return server;
}

const READS = { readOnlyHint: true, openWorldHint: false } as const;

function addAsk(server: McpServer, { ask, messages }: ToolParts): void {
  server.registerTool(
    "ask",
    {
      title: "Ask the document",
      description:
        "Finds the passages of the document that answer a question, word for word, with their place. Says so when none does: then nothing in `nearest` is an answer.",
      inputSchema: { question: z.string().max(LONGEST).describe("In English, Russian or Kazakh"), language },
      annotations: READS,
    },
    async ({ question, language: chosen }) => {
      const answer = await ask(chosen === undefined ? { text: question } : { text: question, language: chosen });
      const say = messages[answer.language];
      const lines = [
        ...(answer.kind === "urgent"
          ? [say("urgent"), ...answer.contacts.map(({ number, name }) => `${number} ${name}`)]
          : []),
        ...(answer.kind === "greeting" ? [say("greeting")] : []),
        ...(answer.reason === null ? [] : [say(`reason-${answer.reason}`)]),
        ...answer.answers.map(
          ({ excerpt, document, place, passage, status }) =>
            `«${excerpt}»\n${document} · ${place} (${passage})${REMARKS[status] ? `\n${say(REMARKS[status])}` : ""}`,
        ),
        ...(answer.code === null ? [] : [say("proof", { code: answer.code })]),
      ];
      return give(lines.join("\n\n"), toContract(answer));
    },
  );
}

/** What a reader must know of words that are not the document's own. */
const REMARKS: Partial<Record<string, string>> = { working: "working-translation", centre: "case-reply-whose" };

function addCheck(server: McpServer, { check, messages }: ToolParts): void {
  server.registerTool(
    "check_quotation",
    {
      title: "Check a quotation",
      description:
        "Says whether a sentence or a part of one stands in the document word for word (verbatim), with words changed (altered: each change is named), or not at all (absent). Absent means absent from this document, not false.",
      inputSchema: {
        quotation: z.string().max(LONGEST),
        language: z.enum(LANGUAGES).default("en").describe("The language of the explanation: en, ru or kk"),
      },
      annotations: READS,
    },
    async ({ quotation, language: spoken }) => {
      const verdict = check(quotation);
      const say = messages[spoken];
      const { compared } = verdict;
      const lines = [
        nameVerdict(verdict, say),
        ...verdict.differences.map((difference) => `- ${describeDifference(difference, say)}`),
        ...listRemarks(verdict, say),
        ...(compared === null
          ? []
          : [`«${compared.around.words}»\n${compared.document} · ${compared.place} (${compared.passage})`]),
        ...(verdict.code === null ? [] : [say("proof", { code: verdict.code })]),
      ];
      return give(lines.join("\n"), { ...verdict });
    },
  );
}

function addPassage(server: McpServer, { corpus, publicUrl }: ToolParts): void {
  server.registerTool(
    "get_passage",
    {
      title: "Read a passage",
      description:
        "Gives a passage of the document by its id, such as cedaw-c-kaz-6/0417, whole, with its place and edition.",
      inputSchema: {
        id: z.string().max(200).describe("As `passage` in the results of the other tools"),
        language: z
          .enum(LANGUAGES)
          .optional()
          .describe("For a rendering beside the original: ru or kk are working translations"),
      },
      annotations: READS,
    },
    async ({ id, language: chosen }) => {
      const described = describePassage(corpus, id.trim(), chosen);
      if (described === null) {
        return {
          isError: true,
          content: [
            {
              type: "text" as const,
              text: `There is no passage "${id.slice(0, 80)}". Ids come from ask and check_quotation.`,
            },
          ],
        };
      }
      const link = publicUrl === null ? {} : { link: `${publicUrl}/p/${described.passage}` };
      return give(`${described.text}\n${described.document} · ${described.place} (${described.passage})`, {
        ...described,
        ...link,
      });
    },
  );
}

function describePassage(corpus: Corpus, id: string, chosen: Language | undefined) {
  const found = corpus.find(id);
  if (!found) return null;
  const { passage, document } = found;
  const spoken = chosen ?? document.language;
  const rendering = spoken === document.language ? undefined : passage.renderings[spoken];
  return {
    passage: passage.id,
    document: document.symbol,
    edition: document.edition,
    place: describePlace(passage, rendering ? spoken : document.language),
    language: rendering ? spoken : document.language,
    status: rendering?.status ?? ("original" as const),
    text: rendering?.text ?? passage.text,
    original: passage.text,
    hash: passage.hash,
    notes: passage.notes,
  };
}

function give(text: string, structured: Record<string, unknown>) {
  return { content: [{ type: "text" as const, text }], structuredContent: structured };
}
