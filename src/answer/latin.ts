/** Kazakh in Latin letters, turned to Cyrillic: the alphabet of 2021, and what people type in chats. */

type Pair = readonly [latin: string, cyrillic: string];

const pairs = (list: string): readonly Pair[] => list.split(", ").map((pair) => pair.split(" ") as unknown as Pair);

/** Longest first. */
const COMMON = [
  ...pairs("shch щ, sh ш, ch ч, zh ж, gh ғ, kh х, ng ң, ya я, yu ю, ts ц"),
  ...pairs("ä ә, ğ ғ, ñ ң, ö ө, ş ш, ū ұ, ü ү, ı і, q қ, j ж, a а, b б, v в, g г, d д, e е, z з, y ы, k к, l л, m м"),
  ...pairs("n н, o о, p п, r р, s с, t т, u у, f ф, h х, x х, w у, c с"),
];
/** In the alphabet of 2021 i is и and й; in chats it is mostly і. */
const ALPHABET = [...pairs("iu ю, ia я"), ...COMMON, ...pairs("i и")];
const CHAT = [...COMMON, ...pairs("i і")];
const ALPHABET_LETTERS = /[äğñöşūüı]/u;

/** After a vowel, before another or at the end of a word: й. */
const GLIDE = /([аәоөұүеыі])[иіы](?=[аәоөұүеыіу]|(?!\p{L}))/gu;
/** In the alphabet of 2021 an и after any vowel is й. */
const ALPHABET_GLIDE = /([аәоөұүеыіу])и/gu;

export function toCyrillic(text: string): string {
  const lower = text.toLowerCase().normalize("NFC");
  const official = ALPHABET_LETTERS.test(lower);
  const cyrillic = replacePairs(lower, official ? ALPHABET : CHAT);
  return official ? cyrillic.replace(ALPHABET_GLIDE, "$1й") : cyrillic.replace(GLIDE, "$1й");
}

function replacePairs(text: string, table: readonly Pair[]): string {
  let rest = text;
  let result = "";
  while (rest !== "") {
    const pair = table.find(([latin]) => rest.startsWith(latin));
    result += pair ? pair[1] : rest[0];
    rest = rest.slice(pair ? pair[0].length : 1);
  }
  return result;
}
