import type { Level } from '../../profile.ts';
import { isBreak } from './reading.ts';
import type { Scene } from './scene.ts';

/** A language named, its ISO 639-1 code. */
interface Name {
  kind: 'name';
  code: string;
  /** "francophone", "hispanohablante": named by those who speak it. */
  isSpeaker: boolean;
}

interface Said {
  kind: 'level';
  level: Level;
  denied?: Level;
  /** A code such as B2, which outweighs any word. */
  isCode: boolean;
}

export type Item = (Name | Said) & { start: number; end: number };

/** A part of a sentence between commas and conjunctions: what is said in it belongs together. */
export interface Part {
  items: Item[];
  start: number;
  end: number;
  /** What led to it. */
  joint: 'start' | 'comma' | 'and' | 'but';
  /** It says "speak" or the like. */
  speaks: boolean;
  /** "both", "les deux". */
  all: boolean;
  self: boolean;
}

/** Cuts a message into its parts, with the languages and levels of each. */
export function partsOf(scene: Scene): Part[] {
  const { reading, vocabulary } = scene;
  const { speech, time, cues } = vocabulary;
  const parts: Part[] = [];
  let part = empty(0, 'start');
  for (let i = 0; i < reading.tokens.length; ) {
    const gap = reading.tokens[i]?.gap ?? '';
    const and = (time.and.at(reading, i) ?? time.or.at(reading, i))?.end;
    const joint = jointAt(gap, and !== undefined, cues.at(reading, i)?.values.includes('but') === true);
    const item = itemAt(scene, i);
    if (joint && part.end > part.start && !belongs(scene, part, item, joint)) {
      parts.push(part);
      part = empty(i, joint);
    }
    if (item) part.items.push(item);
    const end = item?.end ?? hidden(scene, i) ?? i + 1;
    part.speaks ||= speech.speech.at(reading, i) !== undefined;
    part.all ||= speech.all.at(reading, i) !== undefined;
    part.self ||= cues.at(reading, i)?.values.includes('self') === true;
    part.end = end;
    i = end;
  }
  return [...parts, part];
}

/** What follows the joint is still of the part: a level said of what went before, or what a part like "bilingual" lists. */
function belongs(scene: Scene, part: Part, item: Item | undefined, joint: Part['joint']): boolean {
  const { reading, vocabulary } = scene;
  if (item?.kind === 'level') return joint !== 'comma' || !names(part) || !isOfNext(scene, item.end);
  const [first] = part.items;
  if (joint !== 'comma' || item?.kind !== 'name' || first?.end !== part.end) return false;
  return (
    vocabulary.speech.plurilingual.at(reading, first.start) !== undefined && !hasOwnLevel(scene, item.end)
  );
}

/** A level follows before the next punctuation: "Spanish is weak". */
function hasOwnLevel({ reading, vocabulary }: Scene, end: number): boolean {
  for (let i = end; i < reading.tokens.length && !isBreak(reading.tokens[i]?.gap ?? ''); i++)
    if (vocabulary.levels.at(reading, i)) return true;
  return false;
}

/** Words between a level and its language: "je me débrouille aussi en espagnol". */
const SMALL_WORDS = 2;

/** A language follows, with no more than small words between: "un peu d'anglais", "fluent English". */
function isOfNext({ reading, vocabulary }: Scene, end: number): boolean {
  for (let i = end; i <= end + SMALL_WORDS && !isBreak(reading.tokens[i]?.gap ?? ''); i++)
    if (vocabulary.languages.at(reading, i)) return true;
  return false;
}

/** The part names a language. */
export const names = (part: Part): boolean => part.items.some(({ kind }) => kind === 'name');

const empty = (start: number, joint: Part['joint']): Part => ({
  ...{ items: [], start, end: start, joint, speaks: false, all: false, self: false },
});

function jointAt(gap: string, isAnd: boolean, isBut: boolean): Part['joint'] | undefined {
  if (/[.;!?\n]/.test(gap)) return 'start';
  if (isBut) return 'but';
  if (isAnd) return 'and';
  return /[,/]/.test(gap) ? 'comma' : undefined;
}

function itemAt({ reading, vocabulary }: Scene, i: number): Item | undefined {
  const { languages, levels, speech } = vocabulary;
  const name = languages.at(reading, i);
  const level = levels.at(reading, i);
  const hiddenEnd = hidden({ reading, vocabulary }, i) ?? 0;
  const [code] = name?.values ?? [];
  const [value] = level?.values ?? [];
  if (level && value && level.end >= (name?.end ?? 0)) {
    const isCode = level.text === value.level;
    return { kind: 'level', ...value, isCode, start: i, end: level.end };
  }
  if (!name || !code || hiddenEnd > name.end) return undefined;
  return {
    kind: 'name',
    code,
    isSpeaker: speech.speakers.at(reading, i) !== undefined,
    start: i,
    end: name.end,
  };
}

/** The end of a longer phrase in which a language's name is not a language spoken: "French-speaking country". */
function hidden(
  { reading, vocabulary }: Pick<Scene, 'reading' | 'vocabulary'>,
  i: number,
): number | undefined {
  const place = vocabulary.places.at(reading, i);
  const skill = vocabulary.skills.at(reading, i);
  const end = Math.max(place?.end ?? 0, skill?.end ?? 0);
  const hides = end > i + 1 && reading.tokens.slice(i + 1, end).every(({ gap }) => !isBreak(gap));
  return hides ? end : undefined;
}
