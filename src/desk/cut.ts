/** The beginning of a text in at most so many UTF-16 units, no letter of two units cut in half. */
export function cut(text: string, most: number): string {
  const beginning = text.slice(0, most);
  return /[\uD800-\uDBFF]$/.test(beginning) && beginning.length < text.length ? beginning.slice(0, -1) : beginning;
}
