import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { inEachLocale, LOCALES } from '../../locale.ts';
import type { LocalizedList, Mandate } from '../mandate.ts';
import type { Problem } from '../schema.ts';
import { disarm, joinList, readBoolean, readNumber, rearm, splitList } from './csv-cells.ts';
import { readLanguage, writeLanguage } from './language-notation.ts';
import type { Records } from './records.ts';

interface Column {
  name: string;
  /** Where the value stands in the record, `['title', 'fr']`. */
  path: [string, string?];
  write: (mandate: Mandate) => string | undefined;
  read: (cell: string) => unknown;
}

const text = (cell: string): string => cell.trim();

const localized = (field: 'title' | 'summary') =>
  LOCALES.map(
    (locale): Column => ({
      name: `${field}_${locale}`,
      path: [field, locale],
      write: (mandate) => mandate[field][locale],
      read: (cell) => cell,
    }),
  );

const localizedList = (field: 'skills' | 'requirements') =>
  LOCALES.map(
    (locale): Column => ({
      name: `${field}_${locale}`,
      path: [field, locale],
      write: (mandate) => mandate[field] && joinList(mandate[field][locale]),
      read: splitList,
    }),
  );

/** One row a mandate: the columns in their order, what they are called and how their cells are read. */
const COLUMNS: Column[] = [
  { name: 'id', path: ['id'], write: (m) => m.id, read: text },
  { name: 'status', path: ['status'], write: (m) => m.status, read: text },
  { name: 'sample', path: ['sample'], write: (m) => m.sample?.toString(), read: readBoolean },
  { name: 'country', path: ['country'], write: (m) => m.country, read: text },
  { name: 'city', path: ['city'], write: (m) => m.city, read: (cell) => cell },
  { name: 'partner', path: ['partner'], write: (m) => m.partner, read: (cell) => cell },
  { name: 'domains', path: ['domains'], write: (m) => joinList(m.domains), read: splitList },
  ...localized('title'),
  ...localized('summary'),
  ...localizedList('skills'),
  ...localizedList('requirements'),
  {
    name: 'languages',
    path: ['languages'],
    write: (m) => joinList(m.languages.map(writeLanguage)),
    read: (cell) => splitList(cell).map(readLanguage),
  },
  {
    name: 'min_months',
    path: ['duration', 'minMonths'],
    write: (m) => `${m.duration.minMonths}`,
    read: readNumber,
  },
  {
    name: 'max_months',
    path: ['duration', 'maxMonths'],
    write: (m) => `${m.duration.maxMonths}`,
    read: readNumber,
  },
  { name: 'departure_from', path: ['departure', 'from'], write: (m) => m.departure.from, read: text },
  { name: 'departure_to', path: ['departure', 'to'], write: (m) => m.departure.to, read: text },
  { name: 'remote', path: ['remote'], write: (m) => m.remote?.toString(), read: readBoolean },
  { name: 'apply_url', path: ['applyUrl'], write: (m) => m.applyUrl, read: text },
  { name: 'published_on', path: ['publishedOn'], write: (m) => m.publishedOn, read: text },
  { name: 'closes_on', path: ['closesOn'], write: (m) => m.closesOn, read: text },
];

/**
 * Mandates as CSV, cells that a spreadsheet would run disarmed.
 * `excel`: with a byte order mark, semicolons and CRLF, as a French or Spanish Excel opens by itself.
 */
export const writeCsv = (mandates: readonly Mandate[], { excel = false } = {}): string =>
  stringify(
    mandates.map((mandate) => COLUMNS.map(({ write }) => disarm(write(mandate) ?? ''))),
    {
      header: true,
      columns: COLUMNS.map(({ name }) => name),
      ...(excel && { bom: true, delimiter: ';', record_delimiter: 'windows' as const }),
    },
  );

/** Reads CSV with commas, semicolons or tabs, with or without a byte order mark. An empty cell is an absent field. */
export function readCsv(content: string): Records {
  const problems: Problem[] = [];
  const problem = (field: string, message: string) => problems.push({ record: 'file', field, message });
  if (content.replace('\uFEFF', '').trim() === '') problem('/', 'is empty');
  let rows: Record<string, string>[] = [];
  try {
    rows = parse(content, {
      bom: true,
      delimiter: delimiterOf(content),
      skip_empty_lines: true,
      columns: (names: string[]) => {
        for (const name of names)
          if (!COLUMNS.some((column) => column.name === name.trim())) problem(`/${name}`, 'is not a column');
        return names.map((name) => name.trim());
      },
    });
  } catch (error) {
    problem('/', (error as Error).message);
  }
  return { records: rows.map(recordOf), problems };
}

function delimiterOf(content: string): string {
  const [header = ''] = content.split(/\r?\n/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

function recordOf(row: Record<string, string>): unknown {
  const record: Record<string, unknown> = {};
  for (const { name, path, read } of COLUMNS) {
    const cell = row[name];
    if (cell === undefined || cell.trim() === '') continue;
    const [field, part] = path;
    const value = read(rearm(cell));
    record[field] = part ? { ...(record[field] as object), [part]: value } : value;
  }
  // A list that is empty in one language only must not be missing there.
  for (const field of ['skills', 'requirements'])
    if (record[field]) record[field] = { ...emptyLists(), ...(record[field] as Partial<LocalizedList>) };
  return record;
}

const emptyLists = () => inEachLocale((): string[] => []);
