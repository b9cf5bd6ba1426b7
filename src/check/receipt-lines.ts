/**
 * Names the field in which a receipt's file differs from the one that was issued, whatever was
 * altered: a value, a name, a bracket or the white space. Works on printed lines, so that a file that
 * is no JSON any more can still be compared. Pure.
 */

export interface Difference {
  /** Such as `passages[0].place`; empty for the outermost braces. */
  field: string;
  /** Counted from 1. */
  line: number;
  found: string;
  issued: string;
}

/** The first line that differs, or null when the texts are the same. A missing line end at the end is no difference. */
export function findDifference(text: string, issued: string): Difference | null {
  if (text === issued || `${text}\n` === issued) return null;
  const lines = issued.split("\n");
  const found = text.split("\n");
  const fields = listFields(lines);
  const length = Math.max(lines.length, found.length);
  const at = Array.from({ length }, (_, line) => line).find((line) => lines[line] !== found[line]) ?? 0;
  return {
    // What stands behind the last line belongs to the receipt as a whole.
    field: fields[at] ?? "",
    line: at + 1,
    ...showAround(found[at] ?? "", lines[at] ?? ""),
  };
}

/** The same for the form without white space: the field is the name that stands last before the difference. */
export function findCompactDifference(text: string, issued: string): Difference {
  const { found, issued: right, first } = cutAround(text, issued);
  const field = [...issued.slice(0, first + 1).matchAll(/"(\w+)":/gu)].at(-1)?.[1] ?? "";
  return { field, line: 1, found, issued: right };
}

/** The path of the field on each line of a JSON text printed with two spaces a level. */
export function listFields(lines: readonly string[]): string[] {
  const path: { name: string; items: number | null }[] = [];
  return lines.map((line) => {
    const [, spaces = "", name] = /^( *)(?:"([^"\\]+)": )?/u.exec(line) ?? [];
    const depth = spaces.length / 2;
    const closing = /^ *[\]}]/u.test(line);
    if (depth > 0 && !closing) {
      const parent = path[depth - 1];
      const item = parent?.items ?? null;
      if (parent && item !== null) parent.items = item + 1;
      path.length = depth;
      path.push({ name: item === null ? (name ?? "") : `[${item}]`, items: line.endsWith("[") ? 0 : null });
    } else {
      path.length = depth + 1;
      path[depth] ??= { name: "", items: null };
    }
    return path
      .map((step) => step.name)
      .filter((step) => step !== "")
      .join(".")
      .replaceAll(".[", "[");
  });
}

/** Characters shown of a line, so that the one that differs can be seen. */
const SHOWN = 40;

function showAround(found: string, issued: string): { found: string; issued: string } {
  const { first: _first, ...shown } = cutAround(found, issued);
  return shown;
}

function cutAround(found: string, issued: string): { found: string; issued: string; first: number } {
  let first = 0;
  while (first < found.length && found[first] === issued[first]) first += 1;
  const start = Math.max(0, first - SHOWN / 2);
  const cut = (line: string) => {
    const end = start + SHOWN;
    return `${start > 0 ? "…" : ""}${line.slice(start, end).trim()}${line.length > end ? "…" : ""}`;
  };
  return { found: cut(found), issued: cut(issued), first };
}
