import type { FastifyRequest } from "fastify";
import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Messages } from "../messages/messages.ts";
import type { PageParts } from "./frame.tsx";

/** What a request asks for, read from its address and headers: none of it is trusted. */

export function readOne(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, string | string[] | undefined>)[name];
  return Array.isArray(value) ? value[0] : value;
}

export function readLanguage(request: FastifyRequest): Language | undefined {
  const asked = readOne(request, "lang");
  return LANGUAGES.find((language) => language === asked);
}

export function readPage(request: FastifyRequest, parts: { messages: Messages; style: string }): PageParts {
  const language = choosePageLanguage(readOne(request, "lang"), request.headers["accept-language"]);
  return { language, messages: parts.messages, style: parts.style };
}

/** Where permanent links begin: the public address that was set, else the host that the reader asked. */
export function readBase(request: FastifyRequest, publicUrl: string | null): string {
  if (publicUrl !== null) return publicUrl;
  const host =
    /^[\w.-]{1,253}(?::\d{1,5})?$|^\[[\da-f:]{2,45}\](?::\d{1,5})?$/iu.exec(request.host)?.[0] ?? "localhost";
  return `${request.protocol}://${host}`;
}

/** The language asked for in the address, else the browser's, else the country's own. */
export function choosePageLanguage(asked: unknown, accepted: string | undefined): Language {
  const known = (code: string | undefined) => LANGUAGES.find((language) => language === code);
  const preferred = accepted?.split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return known(String(asked)) ?? preferred?.map(known).find((found) => found !== undefined) ?? "kk";
}
