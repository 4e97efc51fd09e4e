import { LOCALES, type Locale } from '../locale.ts';
import type { PhrasesByLocale } from './phrases.ts';
import { clean, wordsOf } from './text/clean.ts';

/** Below this a topic is not learnt well enough to be told from the others. */
export const FEWEST_PHRASES = 25;

/** Something for an editor to put right. */
export interface PhraseProblem {
  locale: Locale;
  topic: string;
  phrase?: string;
  problem: 'empty' | 'duplicate' | 'in-another-topic' | 'too-few' | 'missing-topic' | 'missing-language';
  /** What it is, in a sentence. */
  text: string;
}

/** Everything about the phrases that an editor should correct; an empty list when they are sound. */
export function findPhraseProblems(phrases: PhrasesByLocale): PhraseProblem[] {
  const topics = new Set(LOCALES.flatMap((locale) => Object.keys(phrases[locale] ?? {})));
  return LOCALES.flatMap((locale) => {
    const own = phrases[locale];
    if (!own) {
      const text = `There are no phrases in "${locale}".`;
      return [{ locale, topic: '', problem: 'missing-language' as const, text }];
    }
    return [...findMissing(locale, own, topics), ...findDoubtful(locale, own)];
  });
}

function findMissing(
  locale: Locale,
  own: Record<string, string[]>,
  topics: ReadonlySet<string>,
): PhraseProblem[] {
  return [...topics].flatMap((topic): PhraseProblem[] => {
    const count = own[topic]?.length ?? 0;
    if (!(topic in own)) {
      return [{ locale, topic, problem: 'missing-topic', text: `"${topic}" has no phrases in "${locale}".` }];
    }
    if (count >= FEWEST_PHRASES) return [];
    const text = `"${topic}" has ${count} phrases in "${locale}"; at least ${FEWEST_PHRASES} are needed.`;
    return [{ locale, topic, problem: 'too-few', text }];
  });
}

function findDoubtful(locale: Locale, own: Record<string, string[]>): PhraseProblem[] {
  const seen = new Map<string, string>();
  const problems: PhraseProblem[] = [];
  for (const [topic, list] of Object.entries(own)) {
    for (const phrase of list) {
      const key = wordsOf(clean(phrase)).folded.join(' ');
      const earlier = seen.get(key);
      if (key === '') {
        problems.push({
          locale,
          topic,
          phrase,
          problem: 'empty',
          text: `"${topic}" has a phrase without words.`,
        });
      } else if (earlier === topic) {
        problems.push({ locale, topic, phrase, problem: 'duplicate', text: `"${phrase}" stands twice.` });
      } else if (earlier !== undefined) {
        const text = `"${phrase}" stands under "${earlier}" too: no classifier can tell them apart.`;
        problems.push({ locale, topic, phrase, problem: 'in-another-topic', text });
      }
      seen.set(key, earlier ?? topic);
    }
  }
  return problems;
}
