import type { Language } from "../corpus/passage.ts";
import { listWords } from "../index/word-forms.ts";

/** What a text's letters and small words say of its language. */
export interface Detected {
  /** Null when it is none of the three. */
  language: Language | null;
  /** Kazakh in Latin letters, turned to Cyrillic; otherwise absent. */
  cyrillic?: string;
}

const KAZAKH_LETTERS = /[әғқңөұүһі]/iu;
const KAZAKH_LATIN_LETTERS = /[äğñşūı]|q(?!u)/u;
/** Small words that tell the languages apart, also when typed without Kazakh letters. */
const KAZAKH_WORDS = words(
  "мен маган менин бар ма ме ба бе па пе жок керек калай кайда кандай канша неге ким бала балам балага бойынша туралы ушин болады боладыма жане немесе осы бул ол кайсы алуга болама жатыр екен емес кай бойынча айел кашан коп салем рахмет",
);
const RUSSIAN_WORDS = words(
  "и в на с по как что где кто мне мой моя меня я он она если ли есть для можно куда когда сколько какие какой какая не за у от до из к о при это мы или чтобы нужно",
);
const ENGLISH_WORDS = words(
  "the a an is are do does can i my me what where who how when which of to in for and or if not with by was were have has there on at from you it will should be help",
);
const OTHER_LATIN_WORDS = words(
  "der die das und ist nicht wie ich le les des est une je que el los una para por como il che sono per nasil ve bir icin ne nerede",
);
const KAZAKH_LATIN_WORDS = words(
  "men mende maghan magan bar zhok joq kerek qalai qalay kalai kalay qaida qayda kaida kayda qandai kandai qansha kansha ushin ushın bolady bolad bala balam balama balanyn zhardemaky jardemaqy zhane jane turaly ne ma emes qashan qazir salem sälem rahmet",
);

/** Finds out the language of a text. Pure. */
export function detectLanguage(text: string): Detected {
  const list = listWords(text);
  const count = (known: ReadonlySet<string>) => list.filter((word) => known.has(word)).length;
  const cyrillic = (text.match(/\p{Script=Cyrillic}/gu) ?? []).length;
  const latin = (text.match(/\p{Script=Latin}/gu) ?? []).length;
  const letters = (text.match(/\p{L}/gu) ?? []).length;
  if (cyrillic + latin < letters / 2) return { language: null };
  if (cyrillic >= latin) {
    if (KAZAKH_LETTERS.test(text)) return { language: "kk" };
    return { language: count(KAZAKH_WORDS) > count(RUSSIAN_WORDS) ? "kk" : "ru" };
  }
  const english = count(ENGLISH_WORDS);
  const written = list.filter((word) => KAZAKH_LATIN_LETTERS.test(word)).length;
  const kazakh = count(KAZAKH_LATIN_WORDS) + (count(OTHER_LATIN_WORDS) > 0 ? 0 : written);
  if (kazakh > english) return { language: "kk", cyrillic: toCyrillic(text) };
  if (english === 0 && count(OTHER_LATIN_WORDS) > 0) return { language: null };
  return { language: "en" };
}

/** Both the 2021 alphabet and everyday spellings, longest first. */
const LATIN_TO_CYRILLIC: readonly (readonly [string, string])[] = [
  ["shch", "щ"],
  ["sh", "ш"],
  ["ch", "ч"],
  ["zh", "ж"],
  ["gh", "ғ"],
  ["ng", "ң"],
  ["ya", "я"],
  ["yu", "ю"],
  ["ts", "ц"],
  ["ä", "ә"],
  ["ğ", "ғ"],
  ["ñ", "ң"],
  ["ö", "ө"],
  ["ş", "ш"],
  ["ū", "ұ"],
  ["ü", "ү"],
  ["ı", "ы"],
  ["q", "қ"],
  ["j", "ж"],
  ["a", "а"],
  ["b", "б"],
  ["v", "в"],
  ["g", "г"],
  ["d", "д"],
  ["e", "е"],
  ["z", "з"],
  ["i", "і"],
  ["y", "ы"],
  ["k", "к"],
  ["l", "л"],
  ["m", "м"],
  ["n", "н"],
  ["o", "о"],
  ["p", "п"],
  ["r", "р"],
  ["s", "с"],
  ["t", "т"],
  ["u", "у"],
  ["f", "ф"],
  ["h", "х"],
  ["x", "х"],
  ["w", "у"],
  ["c", "с"],
];

function toCyrillic(text: string): string {
  let rest = text.toLowerCase().normalize("NFC");
  let result = "";
  while (rest !== "") {
    const pair = LATIN_TO_CYRILLIC.find(([latin]) => rest.startsWith(latin));
    result += pair ? pair[1] : rest[0];
    rest = rest.slice(pair ? pair[0].length : 1);
  }
  return result.replace(/([аәоөұүеыі])[іы](?=[аәоөұүеыі]|\b|[^\p{L}])/gu, "$1й");
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
