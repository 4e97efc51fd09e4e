import { NlpManager } from 'node-nlp';
import type { Locale } from '../../src/locale.ts';
import { clean } from '../../src/understanding/text/clean.ts';
import { createClassifier } from '../../src/understanding/topics/model.ts';
import { trainTopics } from '../../src/understanding/topics/train.ts';
import type { Phrases } from '../../src/understanding/understood.ts';

export interface Guess {
  topic: string;
  confidence: number;
}

export type Ask = (text: string) => Guess | Promise<Guess>;
export type Engine = (phrases: Phrases, locale: Locale) => Ask | Promise<Ask>;

const passerelle: Engine = (phrases, locale) => {
  const classify = createClassifier(trainTopics(locale, phrases));
  return (text) => {
    const [best] = classify(clean(text)).candidates;
    return { topic: best?.topic ?? '', confidence: best?.confidence ?? 0 };
  };
};

/** Its defaults; only its files and its log are turned off. It brings the language packages itself. */
const nodeNlp: Engine = async (phrases, locale) => {
  const manager = new NlpManager({ languages: [locale], autoSave: false, nlu: { log: false } });
  for (const [topic, list] of Object.entries(phrases)) {
    for (const phrase of list) manager.addDocument(locale, phrase, topic);
  }
  await manager.train();
  return async (text) => {
    const { classifications } = await manager.process(locale, text);
    const [best] = classifications;
    return { topic: best?.intent ?? '', confidence: best?.score ?? 0 };
  };
};

export const ENGINES: Record<string, Engine> = { passerelle, 'node-nlp': nodeNlp };
