import { LOCALES } from '../../locale.ts';
import type { Domain, Level, Residency } from '../../profile.ts';
import type { Words } from './book.ts';
import type { Files } from './vocabulary-files.ts';

/** What words mean, and how the vocabulary's files say so. */

export interface Length {
  minMonths?: number;
  maxMonths?: number;
}

export interface Place {
  countries: string[];
  /**
   * `country`: one by its name; `town`: by a town of it where no mandate leads; `people`: by those who live there;
   * `region`: several, or part of one.
   */
  kind: 'country' | 'town' | 'people' | 'region';
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

export function* skillsOf(files: Files['expertise']): Generator<[Skill, Words]> {
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
export function* placesOf({
  countries,
  others,
  towns,
  people,
  regions,
}: Files['places']): Generator<[Place, Words]> {
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
  for (const [code, words] of Object.entries(towns)) yield [{ countries: [code], kind: 'town' }, words];
  for (const [code, words] of Object.entries(people)) yield [{ countries: [code], kind: 'people' }, words];
  for (const row of regions) yield [{ countries: row.countries, kind: 'region' }, row];
}

export function* whenOf({
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

export function* numbersOf(numbers: Files['numbers']): Generator<[number, Words]> {
  const none = { fr: [], en: [], es: [] };
  for (const locale of LOCALES)
    for (const [word, value] of Object.entries(numbers[locale])) yield [value, { ...none, [locale]: [word] }];
}

/** Every phrase of the files whose words may be repaired when misspelt. */
export function* repairableOf({ residency, languages, places, time, expertise }: Files): Generator<string> {
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

/** What a status and its papers are called; having none is told in sentences. */
export function* papersOf({ residency }: Files): Generator<string> {
  for (const { status, ...words } of residency)
    if (status !== 'none') for (const locale of LOCALES) yield* words[locale];
}

/** Every text anywhere in a value. */
export function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value) for (const part of Object.values(value)) yield* textsIn(part);
}
