import type { Level, Profile } from '../../profile.ts';
import { levelOf } from './language-levels.ts';
import { type Item, names, type Part, partsOf } from './language-parts.ts';
import type { Spoken } from './meanings.ts';
import { gapAfter, isBreak } from './reading.ts';
import type { Scene } from './scene.ts';

type Languages = NonNullable<Profile['languages']>;

/** The languages of a Canadian who says no more than "bilingual". */
const OF_BILINGUALS = ['fr', 'en'];

/** How those speak whom a language names: "francophone". */
const NATIVE: Spoken = { level: 'C2' };

/** Words before the languages in a note of them. */
const NOTE = 2;

/** Longer words that stand beside a language say that the message is about something else. */
const SMALL = 3;

/** What parts one fact from the next; "translator (English-French)" is one fact. */
const PARTS = /[,.;:!\n]/;

/**
 * The languages that the visitor speaks, with their CEFR levels. Levels said in words follow `data/vocabulary`;
 * a language that is only named gets its `unsaid` level. Languages to be learned, asked about, denied or spoken
 * by others are not among them.
 *
 * @param isBesideFacts the message tells more of the visitor: languages alone between commas are theirs, too
 */
export function languagesIn(scene: Scene, isBesideFacts: boolean): Languages | undefined {
  if (!mentionsLanguages(scene)) return undefined;
  const { reading } = scene;
  const parts = partsOf(scene);
  const languages: Languages = {};
  const isBare = consistsOfLanguages(scene, parts) && !reading.tail.includes('?');
  let speaks = false;
  let isLeftOut = false;
  parts.forEach((part, p) => {
    if (part.joint === 'start') speaks = isLeftOut = false;
    speaks ||= part.speaks && isOfVisitor(scene, part);
    for (const item of part.items) {
      if (item.kind !== 'name') continue;
      const said = item.isSpeaker ? (levelOf(parts, p, item) ?? NATIVE) : levelOf(parts, p, item);
      const stands = isBare || (isBesideFacts && !isLeftOut && consistsOfLanguages(scene, parts, item));
      const level = spoken(scene, part, item, said, speaks || stands);
      // What goes on from a language that is learned or taught is of the same kind.
      isLeftOut ||= level === undefined;
      if (level && !(item.code in languages)) languages[item.code] = level;
    }
  });
  if (Object.keys(languages).length === 0) Object.assign(languages, bilingual(scene, parts));
  return Object.keys(languages).length > 0 ? languages : undefined;
}

/** Most messages do not, and telling their parts apart is what takes time. */
const mentionsLanguages = ({ reading, vocabulary: { languages, speech } }: Scene): boolean =>
  reading.tokens.some((_, i) => languages.at(reading, i) ?? speech.bilingual.at(reading, i));

/** The level at which the visitor speaks a language named in their message; none when they do not say so. */
function spoken(
  scene: Scene,
  part: Part,
  item: Item,
  said: Spoken | undefined,
  speaks: boolean,
): Level | undefined {
  const { reading, vocabulary, roles } = scene;
  const role = roles[item.start];
  if (!role || role.other || role.asked || role.pending || isRequest(scene)) return undefined;
  if (isOfOther(scene, item) || (said === undefined && isDescribed(scene, item))) return undefined;
  const { speech, levels, grammar } = vocabulary;
  for (let i = part.start; i < item.start; i++) if (speech.taught.at(reading, i)) return undefined;
  if (!isBreak(gapAfter(reading, item.end - 1)) && speech.taught.at(reading, item.end)) return undefined;
  const isDenied = role.not || role.except;
  const into = speech.inLanguage.before(reading, item.start);
  // "je me débrouille aussi en espagnol": an adverb may stand between.
  const isWritten =
    into &&
    ![into.start, into.start - 1].some((i) => levels.before(reading, i) ?? speech.speech.before(reading, i));
  if (said === undefined || isWritten) {
    const isOf = into ?? grammar.origin.before(reading, item.start);
    const isSpoken = speaks && (!isOf || speech.speech.before(reading, item.start));
    return isSpoken && !isDenied ? vocabulary.unsaidLevel : undefined;
  }
  return isDenied && !deniesItself(scene, part) ? said.denied : said.level;
}

/** "I speak", or a note that begins with it ("langues : …"); an assistant should speak, too. */
function isOfVisitor({ roles }: Scene, part: Part): boolean {
  const [first] = part.items;
  return (
    part.self ||
    (first !== undefined && (roles[first.start]?.self === true || first.start - part.start <= NOTE))
  );
}

/** "el inglés de mi hija", "the French of my husband". */
function isOfOther({ reading, vocabulary: { cues, talk } }: Scene, { end }: Item): boolean {
  const whose = talk.of.at(reading, end)?.end;
  return whose !== undefined && cues.at(reading, whose)?.values.includes('others') === true;
}

/** "my Spanish is …" in words that are no level: whatever they say, it is not that the language is only named. */
function isDescribed({ reading, vocabulary: { speech } }: Scene, { start, end }: Item): boolean {
  return (
    speech.speech.at(reading, start - 1)?.end === end &&
    !isBreak(gapAfter(reading, end - 1)) &&
    speech.isSo.at(reading, end) !== undefined
  );
}

/** The message asks to be answered in a language, and tells of none. */
function isRequest({ reading, vocabulary }: Scene): boolean {
  return vocabulary.speech.request.all(reading).length > 0;
}

/** The level's own words hold the negation: "pas très bien", "not fluent". */
function deniesItself({ reading, vocabulary }: Scene, part: Part): boolean {
  return part.items.some(
    ({ kind, start }) => kind === 'level' && vocabulary.cues.at(reading, start)?.values.includes('not'),
  );
}

function bilingual({ reading, vocabulary, roles }: Scene, parts: Part[]): Languages {
  if (parts.some(names)) return {};
  const [found] = vocabulary.speech.bilingual.all(reading);
  const role = found && roles[found.start];
  if (!role || role.other || role.not || role.asked) return {};
  return Object.fromEntries(OF_BILINGUALS.map((code) => [code, 'C1' as const]));
}

/**
 * "français et un peu d'espagnol": nothing but languages, levels and the small words between, in the whole message or
 * between the commas around a language of it.
 */
function consistsOfLanguages({ reading, vocabulary }: Scene, parts: Part[], within?: Item): boolean {
  const covered = new Set<number>();
  const { cues, talk } = vocabulary;
  const small = [...cues.all(reading), ...talk.fillers.all(reading)];
  for (const { start, end } of [...parts.flatMap(({ items }) => items), ...small])
    for (let i = start; i < end; i++) covered.add(i);
  const isCovered = (i: number) => covered.has(i) || (reading.tokens[i]?.word.length ?? 0) <= SMALL;
  if (!within) return reading.tokens.every((_, i) => isCovered(i));
  let { start, end } = within;
  while (start > 0 && !PARTS.test(reading.tokens[start]?.gap ?? '')) start -= 1;
  while (end < reading.tokens.length && !PARTS.test(gapAfter(reading, end - 1))) end += 1;
  return reading.tokens.slice(start, end).every((_, i) => isCovered(start + i));
}
