/** Kazakh in Latin letters, the 2021 alphabet and everyday spellings, turned to Cyrillic. */

/** Longest first. */
const LATIN_TO_CYRILLIC: readonly (readonly [string, string])[] = [
  ...["shch щ", "sh ш", "ch ч", "zh ж", "gh ғ", "kh х", "ng ң", "ya я", "yu ю", "ts ц"],
  ...["ä ә", "ğ ғ", "ñ ң", "ö ө", "ş ш", "ū ұ", "ü ү", "ı ы", "q қ", "j ж", "a а", "b б", "v в", "g г", "d д", "e е"],
  ...["z з", "i і", "y ы", "k к", "l л", "m м", "n н", "o о", "p п", "r р", "s с", "t т", "u у", "f ф", "h х", "x х"],
  ...["w у", "c с"],
].map((pair) => pair.split(" ") as [string, string]);

/** A vowel, then i or y: й. */
const GLIDE = /([аәоөұүеыі])[іы](?=[аәоөұүеыі]|\b|[^\p{L}])/gu;

export function toCyrillic(text: string): string {
  let rest = text.toLowerCase().normalize("NFC");
  let result = "";
  while (rest !== "") {
    const pair = LATIN_TO_CYRILLIC.find(([latin]) => rest.startsWith(latin));
    result += pair ? pair[1] : rest[0];
    rest = rest.slice(pair ? pair[0].length : 1);
  }
  return result.replace(GLIDE, "$1й");
}
