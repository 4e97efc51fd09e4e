import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CodedError } from '../../errors.ts';
import type { Level } from '../../profile.ts';
import { Book, type Words } from './book.ts';
import {
  type Length,
  numbersOf,
  type Place,
  papersOf,
  placesOf,
  repairableOf,
  type Skill,
  type Spoken,
  type Status,
  skillsOf,
  textsIn,
  type When,
  whenOf,
} from './meanings.ts';
import { createPhraseSlips } from './phrase-slips.ts';
import type { Mend } from './reading.ts';
import { Shelf } from './shelf.ts';
import { createSpelling } from './spelling.ts';
import {
  CUES,
  FILES,
  type Files,
  GRAMMAR_WORDS,
  SPEECH_WORDS,
  TALK_WORDS,
  TIME_WORDS,
  type UNITS,
} from './vocabulary-files.ts';

export type Unit = (typeof UNITS)[number];
export type Cue = (typeof CUES)[number];

type Marks<Name extends string> = Record<Name, Book<true>>;

/** Everything the rules know of words, by what the words mean. */
export interface Vocabulary {
  /** What a key of a message is looked up by: the vocabulary's own where it is one slip away. */
  mend: Mend;
  /** All the books below. */
  shelf: Shelf;
  home: string;
  unsaidLevel: Level;
  residency: Book<Status>;
  languages: Book<string>;
  levels: Book<Spoken>;
  speech: Marks<(typeof SPEECH_WORDS)[number]>;
  places: Book<Place>;
  numbers: Book<number>;
  units: Book<Unit>;
  lengths: Book<Length>;
  when: Book<When>;
  time: Marks<(typeof TIME_WORDS)[number]>;
  skills: Book<Skill>;
  /** Names of others in which a profession is nobody's. */
  names: Book<true>;
  answers: Book<'yes' | 'no' | 'unsure'>;
  talk: Marks<(typeof TALK_WORDS)[number]>;
  cues: Book<Cue>;
  grammar: Marks<(typeof GRAMMAR_WORDS)[number]>;
}

/**
 * Reads and validates the files of a vocabulary folder.
 * @throws CodedError `vocabulary.invalid` that names the file and the place in it.
 */
export async function loadVocabulary(dir: string): Promise<Vocabulary> {
  const names = Object.keys(FILES) as (keyof Files)[];
  const files = await Promise.all(names.map(async (name) => [name, await loadFile(dir, name)] as const));
  return build(Object.fromEntries(files) as unknown as Files);
}

async function loadFile<Name extends keyof Files>(dir: string, name: Name): Promise<Files[Name]> {
  const path = join(dir, `${name}.json`);
  try {
    const data: unknown = JSON.parse(await readFile(path, 'utf8'));
    // Compiling a parser would take longer than it saves: it is used once.
    return FILES[name].parse(data, { jitless: true }) as Files[Name];
  } catch (error) {
    const what =
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : '';
    throw new CodedError(
      'vocabulary.invalid',
      `${path} cannot be used: ${what}.`,
      'Correct the file, then start again.',
      {
        cause: error,
      },
    );
  }
}

function build(files: Files): Vocabulary {
  const { languages, time, talk, cues } = files;
  const spelling = createSpelling(files.spelling, repairableOf(files), textsIn([time, talk, cues]));
  const shelf = new Shelf();
  const book = <V>(meanings: Iterable<readonly [V, Words]>) => new Book(meanings, spelling, shelf);
  const marks = <Name extends string>(names: readonly Name[], from: Record<Name, Words>): Marks<Name> =>
    Object.fromEntries(names.map((name) => [name, book<true>([[true, from[name]]])])) as Marks<Name>;
  return {
    mend: { word: spelling.repair, phrases: createPhraseSlips(papersOf(files)) },
    shelf,
    home: files.places.home,
    unsaidLevel: languages.unsaid,
    residency: book(files.residency.map(({ status, alone, ...words }) => [{ status, alone }, words])),
    languages: book(Object.entries(languages.names)),
    levels: book(languages.levels.map(({ level, denied, ...words }) => [{ level, denied }, words])),
    speech: marks(SPEECH_WORDS, languages),
    places: book(placesOf(files.places)),
    numbers: book(numbersOf(files.numbers)),
    units: book(Object.entries(time.units) as [Unit, Words][]),
    lengths: book(
      time.lengths.map(({ minMonths, maxMonths, ...words }) => [{ minMonths, maxMonths }, words]),
    ),
    when: book(whenOf(time)),
    time: marks(TIME_WORDS, time),
    skills: book(skillsOf(files.expertise)),
    names: book([[true, files.expertise.names]]),
    answers: book((['yes', 'no', 'unsure'] as const).map((answer) => [answer, talk[answer]])),
    talk: marks(TALK_WORDS, talk),
    cues: book(CUES.map((cue) => [cue, cues[cue]])),
    grammar: marks(GRAMMAR_WORDS, cues),
  };
}
