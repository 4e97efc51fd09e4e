import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CodedError } from '../../errors.ts';
import { LOCALES } from '../../locale.ts';
import type { Domain, Level, Residency } from '../../profile.ts';
import { Book, type Words } from './book.ts';
import { createSpelling, type Spelling } from './spelling.ts';
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

export interface Length {
  minMonths?: number;
  maxMonths?: number;
}

export interface Place {
  countries: string[];
  /** `country`: one by its name; `people`: by those who live there; `region`: several, or part of one. */
  kind: 'country' | 'people' | 'region';
}

/** A time of the year, a distance from now, or next year. */
export type When =
  | { month: number; kind: 'month' | 'season' | 'occasion' }
  | { inMonths: number }
  | 'next-year';

/** A status in Canada; `alone` when its words mean it only without anything beside them. */
export interface Status {
  status: Residency;
  alone: boolean;
}

export interface Skill {
  domain: Domain;
  /** A profession or craft, whose own words are worth keeping; else a field. */
  profession: boolean;
  /** An everyday word, which means it only in the right company. */
  weak: boolean;
}

/** How well a language is spoken, and what is left of it when the sentence denies it. */
export interface Spoken {
  level: Level;
  denied?: Level;
}

type Marks<Name extends string> = Record<Name, Book<true>>;

/** Everything the rules know of words, by what the words mean. */
export interface Vocabulary {
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
    return FILES[name].parse(JSON.parse(await readFile(path, 'utf8'))) as Files[Name];
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
  const marks = <Name extends string>(names: readonly Name[], from: Record<Name, Words>): Marks<Name> =>
    Object.fromEntries(names.map((name) => [name, new Book([[true, from[name]]], spelling)])) as Marks<Name>;
  const book = <V>(meanings: Iterable<readonly [V, Words]>) => new Book(meanings, spelling);
  return {
    home: files.places.home,
    unsaidLevel: languages.unsaid,
    residency: book(files.residency.map(({ status, alone, ...words }) => [{ status, alone }, words])),
    languages: book(Object.entries(languages.names)),
    levels: book(languages.levels.map(({ level, denied, ...words }) => [{ level, denied }, words])),
    speech: marks(SPEECH_WORDS, languages),
    places: book(placesOf(files.places)),
    numbers: numbersBook(files.numbers, spelling),
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

function* skillsOf(files: Files['expertise']): Generator<[Skill, Words]> {
  const tables = [
    { rows: files.professions, profession: true, weak: false },
    { rows: files.fields, profession: false, weak: false },
    { rows: files.weakProfessions, profession: true, weak: true },
    { rows: files.weakFields, profession: false, weak: true },
  ];
  for (const { rows, ...kind } of tables)
    for (const { domain, ...words } of rows) yield [{ domain, ...kind }, words];
}

/** The names of the countries are those of the runtime's CLDR data, besides those of the file. */
function* placesOf({ countries, others, people, regions }: Files['places']): Generator<[Place, Words]> {
  const names = LOCALES.map(
    (locale) => [locale, new Intl.DisplayNames([locale], { type: 'region' })] as const,
  );
  for (const code of [...Object.keys(countries), ...others]) {
    const words = Object.fromEntries(
      names.map(([locale, name]) => [locale, [name.of(code) ?? code]]),
    ) as Words;
    yield [{ countries: [code], kind: 'country' }, words];
  }
  for (const [code, words] of Object.entries(countries))
    yield [{ countries: [code], kind: 'country' }, words];
  for (const [code, words] of Object.entries(people)) yield [{ countries: [code], kind: 'people' }, words];
  for (const row of regions) yield [{ countries: row.countries, kind: 'region' }, row];
}

function* whenOf({
  months,
  seasons,
  occasions,
  relative,
  nextYear,
}: Files['time']): Generator<[When, Words]> {
  const kinds = [
    ['month', months],
    ['season', seasons],
    ['occasion', occasions],
  ] as const;
  for (const [kind, table] of kinds)
    for (const [month, words] of Object.entries(table)) yield [{ month: Number(month), kind }, words];
  for (const row of relative) yield [{ inMonths: row.months }, row];
  yield ['next-year', nextYear];
}

function numbersBook(numbers: Files['numbers'], spelling: Spelling): Book<number> {
  const none = { fr: [], en: [], es: [] };
  const meanings = LOCALES.flatMap((locale) =>
    Object.entries(numbers[locale]).map(([word, value]) => [value, { ...none, [locale]: [word] }] as const),
  );
  return new Book(meanings, spelling);
}

/** Every phrase of the files whose words may be repaired when misspelt. */
function* repairableOf({ residency, languages, places, time, expertise }: Files): Generator<string> {
  const tables: Words[] = [
    ...residency,
    ...Object.values(languages.names),
    ...languages.levels,
    ...Object.values(places.countries),
    ...Object.values(places.people),
    ...places.regions,
    ...Object.values(time.months),
    ...expertise.professions,
    ...expertise.fields,
    ...expertise.weakFields,
    ...expertise.weakProfessions,
  ];
  for (const words of tables) for (const locale of LOCALES) yield* words[locale];
}

/** Every text anywhere in a value. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value) for (const part of Object.values(value)) yield* textsIn(part);
}
