import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CodedError } from '../errors.ts';
import { LOCALES, type Locale } from '../locale.ts';
import type { Phrases } from './understood.ts';

const PhraseFile = z.record(z.string().min(1), z.array(z.string()));
const Lines = z.array(z.string().min(1));

export type PhrasesByLocale = Partial<Record<Locale, Phrases>>;

/** Reads `<locale>.json` of every locale that the folder has: `{"<topic>": ["phrase", …]}`. At least one must be there. */
export async function loadPhrases(folder: string): Promise<PhrasesByLocale> {
  const phrases = await loadByLocale(folder, PhraseFile);
  if (Object.keys(phrases).length === 0) {
    throw new CodedError(
      'understanding/no-phrases',
      `There are no phrases in ${folder}.`,
      `Put ${LOCALES.map((locale) => `${locale}.json`).join(', ')} there, each {"<topic>": ["phrase", …]}.`,
    );
  }
  return phrases;
}

/** Reads `<locale>.json` of a folder of lines that belong to no topic: `["line", …]`. A missing folder has none. */
export function loadOutOfScope(folder: string): Promise<Partial<Record<Locale, string[]>>> {
  return loadByLocale(folder, Lines);
}

async function loadByLocale<T>(folder: string, schema: z.ZodType<T>): Promise<Partial<Record<Locale, T>>> {
  const found: Partial<Record<Locale, T>> = {};
  for (const locale of LOCALES) {
    const file = path.join(folder, `${locale}.json`);
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
      throw error;
    });
    if (text !== undefined) found[locale] = parse(file, text, schema);
  }
  return found;
}

function parse<T>(file: string, text: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    const cause = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new CodedError(
      'understanding/phrases-unreadable',
      `${file} cannot be read: ${cause}`,
      'Correct the file.',
    );
  }
}
