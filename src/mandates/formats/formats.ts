import path from 'node:path';
import { CodedError } from '../../errors.ts';
import type { Mandate } from '../mandate.ts';
import { formatMandates } from '../mandates-file.ts';
import { type Checked, checkMandates } from '../schema.ts';
import { readCsv, writeCsv } from './csv.ts';
import { readJobPostings, writeJobPostings } from './job-posting.ts';
import type { Records } from './records.ts';

export const FORMATS = ['json', 'csv', 'jsonld'] as const;
export type Format = (typeof FORMATS)[number];

const EXTENSIONS: Record<string, Format> = { '.json': 'json', '.csv': 'csv', '.jsonld': 'jsonld' };

/** By what a file's name ends with. @throws {CodedError} `MANDATES_FORMAT` when that says nothing. */
export function formatOf(file: string): Format {
  const format = EXTENSIONS[path.extname(file).toLowerCase()];
  if (format) return format;
  throw new CodedError(
    'MANDATES_FORMAT',
    `The name of ${file} does not tell its format.`,
    `Name it .json, .csv or .jsonld, or add --format ${FORMATS.join('|')}.`,
  );
}

/** Mandates from a text in any of the formats, all problems told. Job postings in a `.json` are known by their look. */
export function readMandates(content: string, format: Format): Checked {
  const { records, problems } = format === 'csv' ? readCsv(content) : readJson(content, format);
  const checked = checkMandates({ mandates: records });
  if (problems.length === 0) return checked;
  return { valid: false, problems: [...problems, ...(checked.valid ? [] : checked.problems)] };
}

function readJson(content: string, format: 'json' | 'jsonld'): Records {
  const faulty = (field: string, message: string): Records => ({
    records: [],
    problems: [{ record: 'file', field, message }],
  });
  let data: unknown;
  try {
    data = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    return faulty('/', content.trim() === '' ? 'is empty' : `is not JSON (${(error as Error).message})`);
  }
  if (format === 'jsonld' || looksLikeJsonLd(data)) return readJobPostings(data);
  const { mandates } = (data ?? {}) as { mandates?: unknown };
  return Array.isArray(mandates)
    ? { records: mandates, problems: [] }
    : faulty('/mandates', 'must be a list of mandates');
}

const looksLikeJsonLd = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && ('@graph' in data || '@context' in data || '@type' in data);

/** Mandates as text in any of the formats; `excel` concerns CSV alone. */
export function writeMandates(
  mandates: readonly Mandate[],
  format: Format,
  options?: { excel?: boolean },
): string {
  switch (format) {
    case 'json':
      return formatMandates(mandates);
    case 'csv':
      return writeCsv(mandates, options);
    case 'jsonld':
      return writeJobPostings(mandates);
  }
}
