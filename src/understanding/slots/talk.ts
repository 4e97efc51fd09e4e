import type { Slots } from '../understood.ts';
import { gapAfter, isBreak } from './reading.ts';
import type { Scene } from './scene.ts';

/** "anywhere in Africa" names its region within so many words. */
const REACH = 3;

/**
 * Yes, no or unsure as a message begins or ends with it. "No" that goes on without a pause denies what follows
 * ("no hablo inglés"), and "si" without an accent may be "if".
 */
export function answerIn({ reading, vocabulary }: Scene): Slots['answer'] {
  const { tokens } = reading;
  for (let i = 0; i < tokens.length; ) {
    const found = vocabulary.answers.at(reading, i);
    if (found && standsAlone(found)) return found.values[0];
    i = vocabulary.talk.fillers.at(reading, i)?.end ?? tokens.length;
  }
  const last = vocabulary.answers.before({ ...reading, tokens: [...tokens, END] }, tokens.length);
  return last && last.start > 0 && isBreak(tokens[last.start]?.gap ?? '') && !reading.tail.includes('?')
    ? last.values[0]
    : undefined;

  /** "je ne sais pas encore", "it depends on the country". */
  function goesOn(end: number): boolean {
    return (
      vocabulary.talk.after.at(reading, end)?.end === tokens.length ||
      vocabulary.talk.of.at(reading, end) !== undefined
    );
  }

  function standsAlone({ values: [answer], end }: { values: string[]; end: number }): boolean {
    const gap = gapAfter(reading, end - 1);
    const next = vocabulary.answers.at(reading, end);
    if (next && next.values[0] === answer && standsAlone(next)) return true;
    if (end === tokens.length) return !gap.includes('?') || answer !== 'no';
    if (isBreak(gap)) return true;
    const raw = tokens[end - 1]?.raw ?? '';
    if (answer === 'unsure') return goesOn(end);
    if (answer === 'yes') return BARE_YES.has(raw);
    return (
      BARE_NO.has(raw) &&
      vocabulary.cues.at(reading, end)?.values.includes('self') === true &&
      reading.locale !== 'es'
    );
  }
}

const END = { word: '', raw: '', key: '', capitals: false, gap: '', start: 0, end: 0 };

/** Words that say yes or no also when the sentence goes on without a comma. */
const BARE_YES = new Set(['oui', 'ouais', 'yes', 'yeah', 'yep', 'sí']);
const BARE_NO = new Set(['non', 'no', 'nope']);

/** Where what was said before is taken back; `isWeak` when only what follows can make it a correction. */
export function correctionIn({ reading, vocabulary }: Scene): { end: number; isWeak: boolean } | undefined {
  const { correction, replacement, correctionAtStart, fillers } = vocabulary.talk;
  const last = correction.all(reading).at(-1);
  if (last) return { end: last.end, isWeak: false };
  const isCut = ({ start }: { start: number }) => start === 0 || isBreak(reading.tokens[start]?.gap ?? '');
  const weak = replacement.all(reading).findLast((found) => found.end - found.start > 1 || isCut(found));
  if (weak) return { end: weak.end, isWeak: true };
  for (let i = 0; i < reading.tokens.length; ) {
    const first = correctionAtStart.at(reading, i);
    if (first) return { end: first.end, isWeak: true };
    i = (fillers.at(reading, i) ?? vocabulary.answers.at(reading, i))?.end ?? reading.tokens.length;
  }
  return undefined;
}

/** What is open: any place at all, or whatever was asked. */
export function opennessIn(scene: Scene): 'place' | 'any' | undefined {
  const { reading, vocabulary, roles } = scene;
  const isMine = ({ start }: { start: number }) =>
    !roles[start]?.other && !roles[start]?.asked && !roles[start]?.past;
  const places = vocabulary.talk.anywhere.all(reading).filter(isMine);
  if (places.some(({ end }) => !isNarrowed(end))) return 'place';
  const any =
    places.length > 0
      ? []
      : vocabulary.talk.anything.all(reading).filter((found) => isMine(found) && !isDated(found.end));
  return any.some(({ start, end }) => end - start > 1 || isAlone(start, end)) ? 'any' : undefined;

  function isNarrowed(end: number): boolean {
    return Array.from({ length: REACH }, (_, k) => vocabulary.places.at(reading, end + k)).some(Boolean);
  }

  /** "any time after the 20th of January". */
  function isDated(end: number): boolean {
    const isNear = ({ start }: { start: number }) =>
      start >= end && reading.tokens.slice(end, start + 1).every(({ gap }) => !isBreak(gap));
    return vocabulary.when.all(reading).some(isNear);
  }

  /** A single word such as "any" is an answer only when nothing else stands in its part of the sentence. */
  function isAlone(start: number, end: number): boolean {
    const before = start === 0 || isBreak(reading.tokens[start]?.gap ?? '');
    return before && (end === reading.tokens.length || isBreak(gapAfter(reading, end - 1)));
  }
}
