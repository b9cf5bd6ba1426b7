import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { defineCommand } from "citty";
import type { Surroundings } from "./app.ts";
import { createCheck } from "./check/check.ts";
import { RECEIPT_VERSIONS } from "./check/receipt.ts";
import { readCode } from "./check/receipt-code.ts";
import { LARGEST_RECEIPT } from "./check/receipt-read.ts";
import type { Verification } from "./check/receipt-verify.ts";
import { describeVerification, toVerificationContract } from "./check/receipt-words.ts";
import { createReceipts } from "./check/receipts.ts";
import type { Config } from "./config.ts";
import { LANGUAGES } from "./corpus/passage.ts";
import { createEngine, type Engine } from "./engine.ts";
import { openDatabase } from "./log/database.ts";
import { readMessages } from "./messages/messages.ts";
import { readSources } from "./sources.ts";
import { readVersion } from "./version.ts";

export interface VerifyCommandParts {
  config: Config;
  surroundings: Surroundings;
  print: (line: string) => void;
}

/** `npm run verify -- receipt.json | CODE`: 0 when the receipt is genuine, whatever changed since; 1 otherwise. */
export function verifyCommand({ config, surroundings, print }: VerifyCommandParts) {
  return defineCommand({
    meta: { name: "verify", description: "Says whether a receipt is genuine and what changed since" },
    args: {
      json: { type: "boolean", description: "One JSON object" },
      lang: { type: "string", default: "en", description: "Language of the sentences: en, ru or kk" },
      key: { type: "string", description: "Another installation's public key, as its /receipt-key gives it" },
      receipt: { type: "positional", required: false, description: "A receipt's file, or its code" },
    },
    run: async ({ args }) => {
      const language = LANGUAGES.find((known) => known === args.lang);
      const [named] = args._;
      const trouble = findTrouble(named, args.key, language);
      if (trouble !== null || named === undefined || language === undefined) {
        surroundings.tell(trouble ?? "");
        return 1;
      }
      const messages = readMessages();
      const show = (verification: Verification) => {
        const sentences = describeVerification(verification, messages, language);
        print(args.json ? JSON.stringify(toVerificationContract(verification, sentences)) : sentences.join("\n"));
        return verification.genuine ? 0 : 1;
      };
      const database = openDatabase(config.dataDir);
      const corpus = readSources(config);
      const started: { engine: Engine | null } = { engine: null };
      try {
        const receipts = createReceipts({
          database,
          dataDir: config.dataDir,
          checking: { program: readVersion(), corpus, check: createCheck(corpus) },
          engine: () => started.engine,
          ...(args.key === undefined ? {} : { trustedKey: args.key }),
        });
        const verify = () => (existsSync(named) ? receipts.verifyFile(readStart(named)) : receipts.verifyCode(named));
        // What isn't genuine needs no engine to be told so, nor does a check.
        const first = await verify();
        if (!first.genuine || first.again !== "not-asked" || first.receipt?.version === RECEIPT_VERSIONS.check) {
          return show(first);
        }
        started.engine = await createEngine(config, surroundings);
        return show(await verify());
      } finally {
        database.close();
        await started.engine?.close();
      }
    },
  });
}

/** What is wrong with the command's words, in a sentence, or null. */
function findTrouble(named: string | undefined, key: string | undefined, language: string | undefined): string | null {
  if (named === undefined || named === "") {
    return "Name a receipt's file or its code: npm run --silent verify -- receipt.json";
  }
  if (language === undefined) return "--lang must be en, ru or kk.";
  if (key !== undefined && !/^[0-9a-f]{64}$/u.test(key))
    return "--key must be 64 hexadecimal digits, as /receipt-key gives them.";
  if (existsSync(named)) return statSync(named).isFile() ? null : `${named} is a folder; name a receipt's file.`;
  return readCode(named) === null ? `There is no file ${named}, and it is no code of a receipt either.` : null;
}

/** The file, or as much of it as shows that it is too big to be a receipt. */
function readStart(file: string): Buffer {
  const bytes = Buffer.alloc(Math.min(statSync(file).size, LARGEST_RECEIPT + 1));
  const descriptor = openSync(file, "r");
  try {
    return bytes.subarray(0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}
