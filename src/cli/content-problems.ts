import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readKnowledge } from '../content/knowledge.ts';
import { CodedError } from '../errors.ts';
import { readNamespaces } from '../i18n.ts';
import { LOCALES } from '../locale.ts';
import { parseMandates } from '../mandates/mandates-file.ts';
import { findPhraseProblems } from '../understanding/phrase-problems.ts';
import { loadPhrases } from '../understanding/phrases.ts';

/** Everything in texts, knowledge, phrases and mandates that an editor should put right, a sentence each. */
export async function findContentProblems(root: string): Promise<string[]> {
  const phrases = await loadPhrases(path.join(root, 'data', 'phrases'));
  return [
    ...findUnequalKeys(path.join(root, 'locales')),
    ...attempt(() => readKnowledge(path.join(root, 'data'), path.join(root, 'locales'))),
    ...findPhraseProblems(phrases).map(({ locale, text }) => `data/phrases/${locale}.json: ${text}`),
    ...attempt(() => {
      const file = path.join(root, 'data', 'mandates.json');
      parseMandates(readFileSync(file, 'utf8'), file);
    }),
  ];
}

/** Texts that one language has and another lacks, and places that are filled in in one language alone. */
export function findUnequalKeys(localesDir: string): string[] {
  const [reference, ...others] = LOCALES.map((locale) => ({
    locale,
    texts: textsOf(path.join(localesDir, locale)),
  }));
  if (!reference) return [];
  return others.flatMap(({ locale, texts }) => [
    ...missing(reference.texts, texts).map((key) => `locales/${locale} lacks ${key}.`),
    ...missing(texts, reference.texts).map((key) => `locales/${reference.locale} lacks ${key}.`),
    ...[...texts]
      .filter(
        ([key, text]) =>
          reference.texts.has(key) && placesIn(text) !== placesIn(reference.texts.get(key) ?? ''),
      )
      .map(([key]) => `locales/${locale}: ${key} has other {{places}} than locales/${reference.locale}.`),
  ]);
}

const missing = (wanted: Map<string, string>, had: Map<string, string>): string[] =>
  [...wanted.keys()].filter((key) => !had.has(key));

const placesIn = (text: string): string => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort().join();

function textsOf(folder: string): Map<string, string> {
  const texts = new Map<string, string>();
  const collect = (node: unknown, key: string) => {
    if (typeof node === 'string') texts.set(key, node);
    else for (const [name, child] of Object.entries(node as object)) collect(child, `${key}.${name}`);
  };
  for (const [namespace, tree] of Object.entries(readNamespaces(folder))) collect(tree, namespace);
  return texts;
}

function attempt(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    return [error instanceof CodedError ? error.line : String(error)];
  }
}
