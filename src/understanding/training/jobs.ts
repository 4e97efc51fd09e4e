import type { Locale } from '../../locale.ts';
import { type LanguageModel, trainLanguages } from '../language/profile.ts';
import type { TopicModel } from '../topics/model.ts';
import { trainTopics } from '../topics/train.ts';
import type { Phrases } from '../understood.ts';

/** Everything that understanding learns: the topics of one language, or telling the languages apart. */
export type Job =
  | { kind: 'topics'; locale: Locale; phrases: Phrases; outOfScope: string[] }
  | { kind: 'languages'; lines: Partial<Record<Locale, string[]>> };

export type Trained<J extends Job> = J extends { kind: 'topics' } ? TopicModel : LanguageModel;

export function train(job: Job): TopicModel | LanguageModel {
  if (job.kind === 'languages') return trainLanguages(job.lines);
  return trainTopics(job.locale, job.phrases, job.outOfScope);
}

/** A short name for logs and cache files: `topics-fr`, `languages`. */
export const nameOf = (job: Job): string => (job.kind === 'topics' ? `topics-${job.locale}` : 'languages');
