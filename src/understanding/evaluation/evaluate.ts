import type { Locale } from '../../locale.ts';
import type { Candidate, Understanding, Zone } from '../understood.ts';
import type { Question } from './question-file.ts';

/** What became of one question. */
export interface Outcome {
  locale: Locale;
  expected: string;
  /** The best topic, whatever the zone. */
  predicted: string;
  zone: Zone;
  confidence: number;
  candidates: Candidate[];
  /** Language, topics and slots together. */
  microseconds: number;
}

/** An outcome with what only the summary needs. */
export type Evaluated = Outcome & { language: Locale };

/** Asks every question, in order, as the first message of a conversation in its language. */
export async function evaluate(
  understanding: Understanding,
  questions: readonly Question[],
): Promise<Evaluated[]> {
  const evaluated: Evaluated[] = [];
  for (const { locale, topic, question } of questions) {
    const started = performance.now();
    const { language, zone, candidates } = await understanding.understand(question, { locale });
    const microseconds = Math.round((performance.now() - started) * 1000);
    const [best] = candidates;
    evaluated.push({
      locale,
      expected: topic,
      predicted: best?.topic ?? '',
      zone,
      confidence: best?.confidence ?? 0,
      candidates,
      microseconds,
      language,
    });
  }
  return evaluated;
}
