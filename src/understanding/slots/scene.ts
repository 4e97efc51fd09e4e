import { type NumberFound, numbersOf } from './numbers.ts';
import { asksOnly, asksWhat, type Cues } from './questions.ts';
import { endsSentence, gapAfter, isBreak, type Reading } from './reading.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a word's surroundings make of it. */
export interface Role {
  /** It is said of somebody else than the visitor. */
  other: boolean;
  /** Somebody else was just named: an age or a profession that follows is theirs. */
  besideOther: boolean;
  /** It was so, and says nothing of what is wished now. */
  past: boolean;
  /** It is said not to be so. */
  not: boolean;
  /** It is taken out of what is wished. */
  except: boolean;
  /** It is asked for or waited for, but not so yet. */
  pending: boolean;
  /** A date or length of something else: a passport, a notice. */
  aside: boolean;
  /** A question about the programme, in which the visitor says nothing of themselves. */
  asked: boolean;
  /** A question of what, when, how or why: it asks about a place or a length and wishes for none. */
  askedWhat: boolean;
  /** The visitor's own words, as "I", stand before it in its sentence. */
  self: boolean;
}

/** A message with what the rules share about it. */
export interface Scene {
  reading: Reading;
  vocabulary: Vocabulary;
  /** One a token. */
  roles: Role[];
  numbers: NumberFound[];
  now: Date;
}

/** How many words after somebody's mention an age is still theirs. */
const BESIDE = 6;

/** How many words "without" takes away. */
const WITHOUT = 2;

export function setScene(reading: Reading, vocabulary: Vocabulary, now: Date): Scene {
  const roles = sentencesOf(reading).flatMap(([start, end]) => rolesOf(reading, vocabulary, start, end));
  return { reading, vocabulary, roles, numbers: numbersOf(reading, vocabulary), now };
}

/** First token of each sentence and the one after its last. */
function sentencesOf(reading: Reading): [number, number][] {
  const sentences: [number, number][] = [];
  let start = 0;
  for (let i = 0; i < reading.tokens.length; i++)
    if (i + 1 === reading.tokens.length || endsSentence(gapAfter(reading, i))) {
      sentences.push([start, i + 1]);
      start = i + 1;
    }
  return sentences;
}

function rolesOf(reading: Reading, vocabulary: Vocabulary, start: number, end: number): Role[] {
  const cues = cuesIn(reading, vocabulary, start, end);
  const asked = asksOnly(reading, vocabulary, start, end, cues);
  const askedWhat = asksWhat(reading, vocabulary, start, end, cues);
  const roles: Role[] = [];
  const state = {
    self: false,
    other: false,
    past: false,
    not: false,
    except: false,
    pending: false,
    aside: false,
  };
  let otherUntil = -1;
  let notSince = -1;
  let exceptSince = -1;
  let withoutUntil = -1;
  for (let i = start; i < end; i++) {
    if (i > start && isBreak(reading.tokens[i]?.gap ?? '')) {
      state.not = false;
      state.pending = false;
      withoutUntil = -1;
    }
    for (const cue of cues.get(i)?.values ?? []) {
      if (cue === 'self') {
        if (state.not && i - notSince > 1) state.not = false;
        if (state.except && i - exceptSince > 1) state.except = false;
        state.other = false;
        state.self = true;
        otherUntil = -1;
      } else if (cue === 'others') {
        if (!accompanies(reading, vocabulary, i)) state.other = true;
        otherUntil = i + BESIDE;
      } else if (cue === 'past') state.past = true;
      else if (cue === 'present') {
        state.past = false;
        state.except = false;
      } else if (cue === 'not') {
        state.not = true;
        notSince = i;
      } else if (cue === 'without') withoutUntil = i + WITHOUT;
      else if (cue === 'except') {
        state.except = true;
        exceptSince = i;
      } else if (cue === 'but') {
        state.not = false;
        state.pending = false;
      } else if (cue === 'pending' || cue === 'aside') state[cue] = true;
    }
    roles.push({
      ...state,
      not: state.not || i <= withoutUntil,
      asked,
      askedWhat,
      besideOther: i <= otherUntil,
    });
  }
  return roles;
}

/** The cues of a sentence by their first token. */
function cuesIn(reading: Reading, { cues }: Vocabulary, start: number, end: number): Cues {
  const found: Cues = new Map();
  for (let i = start; i < end; ) {
    const cue = cues.at(reading, i);
    if (cue) found.set(i, cue);
    i = cue?.end ?? i + 1;
  }
  return found;
}

/** "with my wife", "avec mes deux enfants": named as company, so the sentence goes on about the visitor. */
function accompanies(reading: Reading, { grammar }: Vocabulary, at: number): boolean {
  return [at, at - 1, at - 2].some((i) => i > 0 && grammar.with.before(reading, i) !== undefined);
}
