import type { Language } from "../corpus/passage.ts";
import { listWords } from "../index/word-forms.ts";
import { typeCyrillic, typeLatin } from "./keyboard.ts";
import { toCyrillic } from "./latin.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What a text's letters and small words say of its language. */
export interface Detected {
  /** Null when it is none of the three. */
  language: Language | null;
  /** The text as it was meant: in its own script, layout and letters. Absent when it is that already. */
  rewritten?: string;
  /** The other language of a sentence that mixes Russian and Kazakh. */
  second?: Language;
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

/** Words known by the corpus count this much beside the small words, which are sure signs. */
const VOCABULARY_WEIGHT = 1.5;
/** A text typed on the wrong layout: most of its words are known on the other, few on its own. */
const KNOWN_ELSEWHERE = 0.6;
const UNKNOWN_HERE = 0.35;

/** Finds out the language of a text. Pure. */
export function detectLanguage(text: string, vocabulary: Vocabulary): Detected {
  const list = listWords(text);
  const share = (known: ReadonlySet<string>) =>
    list.filter((word) => known.has(word)).length / Math.max(1, list.length);
  const weigh = (small: ReadonlySet<string>, language: Language, texts = list) =>
    share(small) + VOCABULARY_WEIGHT * vocabulary.share(texts, language);
  const cyrillic = (text.match(/\p{Script=Cyrillic}/gu) ?? []).length;
  const latin = (text.match(/\p{Script=Latin}/gu) ?? []).length;
  const letters = (text.match(/\p{L}/gu) ?? []).length;
  if (cyrillic + latin < letters / 2) return { language: null };
  const swapped = detectLayout(text, cyrillic >= latin, vocabulary);
  if (swapped) return swapped;
  if (cyrillic >= latin) {
    const russian = weigh(RUSSIAN_WORDS, "ru");
    const kazakh = weigh(KAZAKH_WORDS, "kk") + share(new Set(list.filter((word) => KAZAKH_LETTERS.test(word))));
    const mixed = isMixed(list, vocabulary);
    if (kazakh <= russian) return { language: "ru", ...(mixed ? { second: "kk" } : {}) };
    const second = mixed ? { second: "ru" as const } : {};
    if (KAZAKH_LETTERS.test(text)) return { language: "kk", ...second };
    return { language: "kk", rewritten: restore(text, vocabulary), ...second };
  }
  const english = weigh(ENGLISH_WORDS, "en");
  const rewritten = restore(toCyrillic(text), vocabulary);
  const foreign = share(OTHER_LATIN_WORDS);
  const written = foreign > 0 ? 0 : share(new Set(list.filter((word) => KAZAKH_LATIN_LETTERS.test(word))));
  const kazakh = share(KAZAKH_LATIN_WORDS) + written + VOCABULARY_WEIGHT * vocabulary.share(listWords(rewritten), "kk");
  if (kazakh > english) return { language: "kk", rewritten };
  if (share(ENGLISH_WORDS) === 0 && foreign > 0) return { language: null };
  return { language: "en" };
}

/** Words of a mixed sentence that only one language knows: at least this many, and this share, of each. */
const OWN_WORDS = 2;
const OWN_SHARE = 0.15;

function isMixed(list: readonly string[], vocabulary: Vocabulary): boolean {
  const knows = (word: string, language: Language) =>
    vocabulary.share([word], language) === 1 || (language === "ru" ? RUSSIAN_WORDS : KAZAKH_WORDS).has(word);
  const russian = list.filter((word) => knows(word, "ru") && !knows(word, "kk")).length;
  const kazakh = list.filter((word) => knows(word, "kk") && !knows(word, "ru")).length;
  const fewest = Math.min(russian, kazakh);
  return fewest >= OWN_WORDS && fewest / list.length >= OWN_SHARE;
}

/** Gives the language and the text meant, when it makes sense on the other keyboard layout only. */
function detectLayout(text: string, cyrillic: boolean, vocabulary: Vocabulary): Detected | null {
  const known = (typed: string, language: Language) => vocabulary.share(listWords(typed), language);
  const here = cyrillic
    ? Math.max(known(text, "ru"), known(text, "kk"))
    : Math.max(known(text, "en"), known(toCyrillic(text), "kk"));
  if (here > UNKNOWN_HERE) return null;
  const meant = cyrillic
    ? [{ language: "en" as const, typed: typeLatin(text) }]
    : [
        { language: "ru" as const, typed: typeCyrillic(text, false) },
        { language: "kk" as const, typed: typeCyrillic(text, true) },
      ];
  const rated = meant.map((each) => ({ ...each, known: known(each.typed, each.language) }));
  rated.sort((a, b) => b.known - a.known);
  const [best] = rated;
  return best && best.known >= KNOWN_ELSEWHERE ? { language: best.language, rewritten: best.typed } : null;
}

/** Puts back the Kazakh letters that a keyboard lacked. */
function restore(text: string, vocabulary: Vocabulary): string {
  return text.replace(/\p{L}+/gu, (word) => {
    const restored = vocabulary.restore(word.toLowerCase());
    return restored === word.toLowerCase() ? word : restored;
  });
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
