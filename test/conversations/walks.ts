import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LOCALES, type Locale } from '../../src/locale.ts';
import type { ActivityJson } from '../../src/transcripts/store.ts';
import { type Assistant, TODAY } from './assistant.ts';
import { buttonsOf, manners } from './replay.ts';

/** A small seeded generator (mulberry32), so that a walk that fails can be walked again. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PHRASES = Object.fromEntries(
  LOCALES.map((locale) => {
    const file = path.resolve(import.meta.dirname, '../../data/phrases', `${locale}.json`);
    return [locale, Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>).flat()];
  }),
) as Record<Locale, string[]>;

const ABOUT_ONESELF: Record<Locale, string[]> = {
  fr: [
    'je suis résidente permanente',
    'non, en fait je suis citoyen',
    'français et un peu d’espagnol',
    '6 à 9 mois',
    'comptable',
    'en mars',
    'n’importe où',
    'oui',
    'non',
    'je ne sais pas',
    'lea@exemple.ca',
    '514 555 0199',
    'la deuxième',
    'pourquoi pas le deuxième ?',
    'j’ai six mois, c’est payé ?',
    'efface mes données',
    'aucun',
  ],
  en: [
    'I am a permanent resident',
    'no, actually I am a citizen',
    'English and some Spanish',
    '6 to 9 months',
    'nurse',
    'next spring',
    'anywhere',
    'yes',
    'no',
    'not sure',
    'lea@example.ca',
    '514 555 0199',
    'the second one',
    'why not the second one?',
    'I have six months, is it paid?',
    'delete my data',
    'none of them',
  ],
  es: [
    'soy residente permanente',
    'no, en realidad soy ciudadana',
    'español y algo de francés',
    'de 6 a 9 meses',
    'diseñadora',
    'en marzo',
    'me da igual el país',
    'sí',
    'no',
    'no sé',
    'lea@ejemplo.ca',
    '514 555 0199',
    'la segunda',
    '¿por qué no el segundo?',
    'tengo seis meses, ¿pagan algo?',
    'borra mis datos',
    'ninguno',
  ],
};

const ODD = [
  '',
  '👍',
  'asdf qwer',
  '???',
  '12',
  'a'.repeat(3_000),
  '<script>alert(1)</script>',
  '__proto__',
  'vingt-'.repeat(80),
];

/**
 * One seeded conversation that mixes buttons old and new, questions, answers, corrections, pauses, languages
 * and nonsense. Throws with the talk when a turn is rude, throws, or says the same a third time in a row.
 */
export async function walk(seed: number, assistant: Assistant, turns = 12): Promise<void> {
  const chance = random(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(chance() * items.length)] as T;
  const home = pick(LOCALES);
  const visitor = assistant.meet(home);
  assistant.clock.now = TODAY;
  const heard: string[] = [];
  const seen: string[] = [];
  let replies = (await visitor.arrive()).filter(({ type }) => type === 'message');

  for (let turn = 0; turn < turns; turn++) {
    seen.push(...buttonsOf(replies.at(-1)));
    const said = say(chance, pick, chance() < 0.9 ? home : pick(LOCALES), buttonsOf(replies.at(-1)), seen);
    if (chance() < 0.05) assistant.clock.now = new Date(assistant.clock.now.getTime() + 3_600_000);
    heard.push(`user: ${said.slice(0, 200)}`);
    replies = (await visitor.say(said)).filter(({ type }) => type === 'message');
    for (const { text } of replies) heard.push(`bot: ${text}`);
    const problem =
      manners(replies) ??
      troubleIn(replies) ??
      (saidThrice(heard) ? 'the same words three times in a row' : undefined);
    if (problem) throw new Error(`seed ${seed}, turn ${turn + 1}: ${problem}\n${heard.join('\n')}`);
  }
}

function say(
  chance: () => number,
  pick: <T>(items: readonly T[]) => T,
  locale: Locale,
  offered: string[],
  seen: string[],
): string {
  const what = chance();
  if (what < 0.4 && offered.length > 0) return pick(offered);
  if (what < 0.48 && seen.length > 0) return pick(seen);
  if (what < 0.7) return pick(ABOUT_ONESELF[locale]);
  if (what < 0.93) return pick(PHRASES[locale]);
  return pick(ODD);
}

/** An apology means that a turn threw. */
const troubleIn = (replies: ActivityJson[]): string | undefined =>
  replies.some(({ text }) => /référence|reference|referencia/.test(text ?? '')) ? 'a turn failed' : undefined;

function saidThrice(heard: string[]): boolean {
  const bubbles = heard.filter((line) => line.startsWith('bot: '));
  const [last, ...before] = bubbles.reverse();
  return before[0] === last && before[1] === last;
}
