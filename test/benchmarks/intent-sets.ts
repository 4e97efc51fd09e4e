import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LOCALES, type Locale } from '../../src/locale.ts';
import { OUT_OF_SCOPE, parseQuestions } from '../../src/understanding/evaluation/question-file.ts';
import { loadPhrases } from '../../src/understanding/phrases.ts';
import { createRandom, shuffle } from '../../src/understanding/random.ts';
import type { Phrases } from '../../src/understanding/understood.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SHARED = path.resolve(ROOT, '../shared/benchmarks/intents');

/** What to train on and what to ask, in one language. */
export interface IntentSet {
  name: string;
  locale: Locale;
  phrases: Phrases;
  questions: { topic: string; text: string }[];
}

/** The shared sets that are present: `<set>/phrases/<locale>.json` and `<set>/questions.tsv`; `none` is left out. */
export async function sharedSets(folder = SHARED): Promise<IntentSet[]> {
  if (!existsSync(folder)) return [];
  const sets: IntentSet[] = [];
  for (const name of readdirSync(folder).sort()) {
    const phrases = await loadPhrases(path.join(folder, name, 'phrases'));
    const asked = parseQuestions(readFileSync(path.join(folder, name, 'questions.tsv'), 'utf8'));
    for (const locale of LOCALES) {
      const own = phrases[locale];
      const questions = asked
        .filter((question) => question.locale === locale && question.topic !== OUT_OF_SCOPE)
        .map(({ topic, question }) => ({ topic, text: question }));
      if (own && questions.length > 0) sets.push({ name, locale, phrases: own, questions });
    }
  }
  return sets;
}

/** Our own phrases, a fifth of each topic's kept from training to be asked; at most `most` phrases a topic. */
export async function ownSets(most: number): Promise<IntentSet[]> {
  const byLocale = await loadPhrases(path.join(ROOT, 'data', 'phrases'));
  return LOCALES.flatMap((locale): IntentSet[] => {
    const own = byLocale[locale];
    if (!own) return [];
    const random = createRandom(17);
    const phrases: Phrases = {};
    const questions: IntentSet['questions'] = [];
    for (const [topic, list] of Object.entries(own)) {
      const mixed = shuffle([...list], random).slice(0, most);
      const kept = Math.floor(mixed.length / 5);
      questions.push(...mixed.slice(0, kept).map((text) => ({ topic, text })));
      phrases[topic] = mixed.slice(kept);
    }
    return [{ name: 'own phrases', locale, phrases, questions }];
  });
}
