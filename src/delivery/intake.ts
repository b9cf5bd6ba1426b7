import type { Limits } from "./limits.ts";
import type { Head } from "./lines.ts";
import type { Facts, Outgoing } from "./message.ts";
import type { DeliveryStore } from "./store.ts";

/**
 * The one way in: what arrives is committed before this returns. What a flood brings is counted and
 * not kept, so that it delays nobody.
 */

/** How the channel tells arrivals. */
export interface Reading<F extends Facts, Body, Message extends object> {
  read(body: Body): F;
  /** The channel's own number of it: the same again is the same arrival. */
  keyOf(body: Body): string;
  /** Which bucket counts it; null for what isn't counted. */
  countedAs(facts: F): "questions" | "presses" | null;
  /** What an asker is told who has asked too much. */
  notice(facts: F, text: "too-many" | "too-many-today"): Outgoing<Message>[];
  /** True when it shows that its chat can be reached. */
  reaches(facts: F): boolean;
  /** Told of each that is new, once it is stored. */
  onStored?(facts: F, wanted: boolean): void;
}

export interface IntakeParts<F extends Facts, Body extends object, Message extends object>
  extends Reading<F, Body, Message> {
  store: DeliveryStore<Body, Message>;
  limits: { questions: Limits; presses: Limits };
  onArrived: (arrivals: readonly Head[], notices: readonly Head[]) => void;
  /** Told of everything that arrived, once it is stored. */
  onCounted?: (kind: string, outcome: "taken" | "repeated" | "dropped") => void;
  now?: () => number;
}

export interface Intake<Body> {
  /** `also` writes in the same transaction. Throws when the database can't be written: then nothing was taken. */
  accept(bodies: readonly Body[], also?: () => void): void;
  /** When something last arrived, milliseconds since 1970; 0 before the first. */
  lastArrival(): number;
}

/** Milliseconds in which the same press of a person on a button counts as the same: a double tap, or a client that sends it again. */
const SAME_PRESS = 5000;
/** Presses remembered. */
const MOST_PRESSES = 10_000;

interface Judged<F, Body, Message extends object> {
  body: Body;
  key: string;
  facts: F;
  wanted: boolean;
  notices: Outgoing<Message>[];
}

export function createIntake<F extends Facts, Body extends object, Message extends object>(
  parts: IntakeParts<F, Body, Message>,
): Intake<Body> {
  const { store, limits, now = Date.now } = parts;
  const presses = new Map<string, { data: string; at: number }>();
  let lastArrival = 0;

  const isRepeated = ({ button, data }: NonNullable<Facts["press"]>): boolean => {
    const last = presses.get(button);
    if (last?.data === data && now() - last.at < SAME_PRESS) return true;
    presses.delete(button);
    presses.set(button, { data, at: now() });
    if (presses.size > MOST_PRESSES) presses.delete(presses.keys().next().value ?? "");
    return false;
  };
  const pickNew = (bodies: readonly Body[]): { body: Body; key: string }[] => {
    const seen = new Set<string>();
    return bodies
      .map((body) => ({ body, key: parts.keyOf(body) }))
      .filter(({ key }) => !seen.has(key) && seen.add(key) && !store.isKnown(key));
  };
  const judge = (arrived: { body: Body; key: string }): Judged<F, Body, Message> => {
    const facts = parts.read(arrived.body);
    if (facts.press && isRepeated(facts.press)) return { ...arrived, facts, wanted: false, notices: [] };
    const bucket = parts.countedAs(facts);
    if (facts.sender === null || bucket === null) return { ...arrived, facts, wanted: true, notices: [] };
    const verdict = limits[bucket].take(facts.sender, now());
    if (verdict.pass) return { ...arrived, facts, wanted: true, notices: [] };
    const notices = verdict.notice && bucket === "questions" ? parts.notice(facts, verdict.notice) : [];
    return { ...arrived, facts, wanted: false, notices };
  };
  const forgive = (judged: readonly Judged<F, Body, Message>[]): void => {
    for (const { facts } of judged) {
      if (facts.press) presses.delete(facts.press.button);
      const bucket = parts.countedAs(facts);
      if (facts.sender !== null && bucket !== null) limits[bucket].giveBack(facts.sender);
    }
  };
  const count = (bodies: readonly Body[], judged: readonly Judged<F, Body, Message>[]): void => {
    if (!parts.onCounted) return;
    for (const { facts, wanted } of judged) parts.onCounted(facts.kind, wanted ? "taken" : "dropped");
    const fresh = new Set(judged.map(({ body }) => body));
    for (const body of bodies) if (!fresh.has(body)) parts.onCounted(parts.read(body).kind, "repeated");
  };
  return {
    lastArrival: () => lastArrival,
    accept: (bodies, also) => {
      const judged = pickNew(bodies).map(judge);
      const arrivals = judged.map(({ facts: { line, sender }, ...one }) => ({ ...one, line, sender }));
      const reached = judged.filter(({ facts }) => parts.reaches(facts)).map(({ facts }) => facts.line);
      const notices = judged.flatMap((one) => one.notices);
      let heads: ReturnType<typeof store.receive>;
      try {
        heads = store.receive(arrivals, { notices, reached, ...(also ? { also } : {}) });
      } catch (error) {
        forgive(judged);
        throw error;
      }
      if (bodies.length > 0) lastArrival = now();
      count(bodies, judged);
      for (const { facts, wanted } of judged) parts.onStored?.(facts, wanted);
      parts.onArrived(heads.arrived, heads.notices);
    },
  };
}
