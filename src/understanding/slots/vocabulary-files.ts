import { z } from 'zod';
import { DOMAINS, LEVELS, RESIDENCIES } from '../../profile.ts';

/** The shapes of the files of `data/vocabulary`, which editors keep. */

const Phrase = z.string().regex(/[\p{L}\p{N}]/u, 'a phrase has at least one letter');
const words = { fr: z.array(Phrase), en: z.array(Phrase), es: z.array(Phrase) };
const Words = z.strictObject(words);
const Country = z.string().regex(/^[A-Z]{2}$/, 'a country is an ISO 3166-1 alpha-2 code');
const Language = z.string().regex(/^[a-z]{2}$/, 'a language is an ISO 639-1 code');
const ByMonth = z.record(z.string().regex(/^([1-9]|1[0-2])$/, 'a month is a number from 1 to 12'), Words);
const NumberWords = z.record(Phrase, z.number().int().min(0).max(100));

const wordsBy = <const Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, Words])) as Record<Name, typeof Words>;

export const UNITS = [
  'day',
  'week',
  'month',
  'year',
  'fortnight',
  'term',
  'quarter',
  'school-year',
  'hour',
] as const;

/** Small words around lengths and dates. */
export const TIME_WORDS = [
  'half',
  'halfMore',
  'about',
  'to',
  'or',
  'between',
  'and',
  'next',
  'ago',
  'agoLength',
  'agoAfter',
  'lasting',
  'in',
  'inAfter',
  'atLeastBefore',
  'atLeastAfter',
  'atMostBefore',
  'atMostAfter',
  'moreThan',
  'lessThan',
  'refusedAfter',
  'early',
  'mid',
  'late',
  'until',
  'notBefore',
  'datePrepositions',
  'needPreposition',
  'wholeMessage',
] as const;

/** Signs of who or what a part of a sentence is about, read from left to right. */
export const CUES = [
  'self',
  'others',
  'past',
  'present',
  'programme',
  'search',
  'need',
  'not',
  'without',
  'except',
  'plain',
  'but',
  'pending',
  'aside',
] as const;

/** Signs that only a talk has, besides yes and no. */
export const TALK_WORDS = [
  'fillers',
  'after',
  'of',
  'correction',
  'replacement',
  'correctionAtStart',
  'anything',
  'anywhere',
] as const;

/** Signs of how a language is spoken of. */
export const SPEECH_WORDS = [
  'speakers',
  'bilingual',
  'plurilingual',
  'speech',
  'all',
  'taught',
  'inLanguage',
  'request',
  'isSo',
] as const;

/** Small words that the rules look for next to something else. */
export const GRAMMAR_WORDS = [
  'with',
  'asks',
  'asksWhat',
  'asksWithMark',
  'follows',
  'lives',
  'origin',
  'abroad',
  'be',
  'inField',
  'byTrade',
  'possessive',
  'about',
  'refuses',
  'ageBefore',
  'ageAfter',
  'ageNotBefore',
  'lengthBefore',
  'rates',
  'per',
  'person',
  'denies',
  'nationality',
  'born',
  'ends',
  'than',
  'states',
  'allOf',
  'allBut',
  'wasSo',
  'becomes',
  'together',
] as const;

export const FILES = {
  residency: z.array(
    z.strictObject({
      status: z.enum(RESIDENCIES),
      /** Only where nothing else stands beside it, or after "I am": "Canadian dollars" is no status. */
      alone: z.boolean().default(false),
      ...words,
    }),
  ),
  languages: z.strictObject({
    unsaid: z.enum(LEVELS),
    names: z.record(Language, Words),
    levels: z.array(z.strictObject({ level: z.enum(LEVELS), denied: z.enum(LEVELS).optional(), ...words })),
    ...wordsBy(SPEECH_WORDS),
  }),
  places: z.strictObject({
    home: Country,
    countries: z.record(Country, Words),
    others: z.array(Country),
    /** Towns of countries without mandates: where people live. */
    towns: z.record(Country, Words),
    people: z.record(Country, Words),
    regions: z.array(z.strictObject({ countries: z.array(Country), ...words })),
  }),
  numbers: z.strictObject({ fr: NumberWords, en: NumberWords, es: NumberWords }),
  time: z.strictObject({
    units: z.record(z.enum(UNITS), Words),
    lengths: z.array(
      z.strictObject({ minMonths: z.number().optional(), maxMonths: z.number().optional(), ...words }),
    ),
    months: ByMonth,
    seasons: ByMonth,
    occasions: ByMonth,
    relative: z.array(z.strictObject({ months: z.number().int().min(0), ...words })),
    nextYear: Words,
    ...wordsBy(TIME_WORDS),
  }),
  expertise: z.strictObject({
    /** Names of others in which a profession is not the visitor's. */
    names: Words,
    professions: z.array(z.strictObject({ domain: z.enum(DOMAINS), ...words })),
    fields: z.array(z.strictObject({ domain: z.enum(DOMAINS), ...words })),
    /** Everyday words, which mean a profession or field only alone or after "I am a", "in" and the like. */
    weakProfessions: z.array(z.strictObject({ domain: z.enum(DOMAINS), ...words })),
    weakFields: z.array(z.strictObject({ domain: z.enum(DOMAINS), ...words })),
  }),
  talk: z.strictObject(wordsBy(['yes', 'no', 'unsure', ...TALK_WORDS])),
  cues: z.strictObject({ ...wordsBy(CUES), ...wordsBy(GRAMMAR_WORDS) }),
  spelling: z.strictObject({ onlyInItsLanguage: z.array(Phrase), rightAsWritten: z.array(Phrase) }),
} as const;

export type Files = { [Name in keyof typeof FILES]: z.infer<(typeof FILES)[Name]> };
