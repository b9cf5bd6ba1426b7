import { splitSentences } from "../corpus/text.ts";

/** Texts → parts that have room: between sentences, else words, else letters. Pure. */

/** What a part may take: units as the channel counts them, and UTF-8 bytes of the bare text. */
export interface Room {
  units: number;
  bytes: number;
}

/** `unitsOf`: what a piece of text takes once it is marked up, at least its UTF-16 units. */
export function createCutter(unitsOf: (text: string) => number) {
  const fits = (text: string, { units, bytes }: Room): boolean =>
    unitsOf(text) <= units && Buffer.byteLength(text) <= bytes;
  const fill = (pieces: readonly string[], room: Room): number => {
    let [units, bytes, end] = [0, 0, 0];
    for (const piece of pieces) {
      units += unitsOf(piece);
      bytes += Buffer.byteLength(piece);
      if (units > room.units || bytes > room.bytes) return end;
      end += piece.length;
    }
    return end;
  };
  /**
   * Where the longest beginning ends that has room, in UTF-16 units of the text: between graphemes, so
   * that no letter loses its marks and no emoji its parts; a grapheme that is itself too long is cut
   * between code points.
   */
  const endOf = (text: string, room: Room): number => {
    const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" }).segment(
      text.slice(0, WINDOW * room.units),
    );
    const whole = fill(
      Array.from(graphemes, ({ segment }) => segment),
      room,
    );
    return whole > 0 ? whole : Math.max(1, fill([...text.slice(0, room.units)], room));
  };
  const cutLong = (sentence: string, room: Room): string[] => {
    const pieces: string[] = [];
    let rest = sentence;
    while (!fits(rest, room)) {
      const most = endOf(rest, room);
      const space = rest.lastIndexOf(" ", most);
      const end = space > 0 ? space : most;
      pieces.push(rest.slice(0, end));
      rest = rest.slice(end).trimStart();
    }
    return rest === "" ? pieces : [...pieces, rest];
  };
  return {
    /** The beginning of a text in at most so many units, cut between letters and marked with "…". */
    clip: (text: string, units: number): string => {
      const whole = { units, bytes: units * 3 };
      if (fits(text, whole)) return text;
      return `${text.slice(0, endOf(text, { units: units - 1, bytes: whole.bytes - 3 })).trimEnd()}…`;
    },
    /** Whole sentences in parts that each have room; a longer sentence is cut between words, a longer word between letters. */
    split: (text: string, room: Room): string[] => {
      const parts: string[] = [];
      for (const piece of splitSentences(text).flatMap((sentence) => cutLong(sentence, room))) {
        const last = parts.at(-1);
        const joined = `${last ?? ""} ${piece}`;
        if (last !== undefined && fits(joined, room)) parts[parts.length - 1] = joined;
        else parts.push(piece);
      }
      return parts;
    },
  };
}

/** Looking twice as far as there is room, no cut of the window itself can be taken for a letter's end. */
const WINDOW = 2;

/** As many of the blocks as have room together, in UTF-16 units and a line's end each, and how many are left. */
export function fillRoom(blocks: readonly string[], units: number): { blocks: string[]; left: number } {
  let room = units;
  const kept = blocks.findIndex((block) => {
    room -= block.length + 1;
    return room < 0;
  });
  const count = kept < 0 ? blocks.length : kept;
  return { blocks: blocks.slice(0, count), left: blocks.length - count };
}
