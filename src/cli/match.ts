import { Option } from 'commander';
import { readConfig } from '../config.ts';
import { dayOf } from '../day.ts';
import { assess } from '../eligibility/assess.ts';
import { loadRules } from '../eligibility/rules.ts';
import type { Verdict } from '../eligibility/verdict.ts';
import type { Matches } from '../mandates/fit.ts';
import { formatOf, readMandates } from '../mandates/formats/formats.ts';
import type { Mandate } from '../mandates/mandate.ts';
import { indexMandates } from '../mandates/mandate-index.ts';
import { InvalidMandates } from '../mandates/mandates-file.ts';
import { match } from '../mandates/match.ts';
import { Profile } from '../profile.ts';
import { readInput } from './input-file.ts';
import { type Cli, main, UnusableInput } from './run-command.ts';

interface Options {
  profile: string;
  mandates?: string;
  today: string;
  limit: number;
  json?: boolean;
}

export function matchCommand({ program, print }: Cli): void {
  program
    .name('npm run match --')
    .description(
      'What a profile may apply for: the verdict of the rules, the mandates that fit, the near misses.',
    )
    .requiredOption('--profile <file>', 'the profile, JSON')
    .option(
      '--mandates <file>',
      'the mandates, JSON, CSV or JSON-LD (default: MANDATES_FILE or data/mandates.json)',
    )
    .option('--today <YYYY-MM-DD>', 'the day to judge by', readDay, dayOf(new Date()))
    .addOption(
      new Option('--limit <number>', 'the longest either list gets')
        .argParser(readCount)
        .default(Infinity, 'all'),
    )
    .option('--json', 'print JSON')
    .action(({ profile: profileFile, mandates: mandatesFile, today, limit, json }: Options) => {
      const profile = readProfile(profileFile);
      const mandates = loadMandates(mandatesFile ?? readConfig().mandatesFile);
      const verdict = assess(profile, loadRules());
      const matches = match(profile, indexMandates(mandates), { today, limit, variety: false });
      print(json ? asJson(verdict, matches) : asTable(verdict, matches));
    });
}

const misuse = (message: string, remedy: string) => new UnusableInput('INPUT', message, remedy);

function readDay(value: string): string {
  const valid = /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
  if (!valid) throw misuse(`--today ${value} is not a date.`, 'Write YYYY-MM-DD.');
  return value;
}

function readCount(value: string): number {
  if (!/^[1-9]\d*$/.test(value))
    throw misuse(`--limit ${value} is not a count.`, 'Give a whole number, 1 or more.');
  return Number(value);
}

function readProfile(file: string): Profile {
  let data: unknown;
  try {
    data = JSON.parse(readInput(file).replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    throw misuse(`${file} is not JSON (${(error as Error).message}).`, 'Correct the file.');
  }
  const parsed = Profile.safeParse(data);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `/${path.join('/')}: ${message}`);
  throw misuse(`${file} is not a profile: ${faults.join('; ')}.`, 'Correct these fields.');
}

function loadMandates(file: string): Mandate[] {
  const checked = readMandates(readInput(file), formatOf(file));
  if (checked.valid) return checked.mandates;
  const { message, remedy } = new InvalidMandates(file, checked.problems);
  throw misuse(message, remedy);
}

const asJson = (verdict: Verdict, { suggestions, nearMisses }: Matches): string => {
  const result = {
    verdict,
    suggestions: suggestions.map(({ id, score, reasons, gaps }) => ({ id, score, reasons, gaps })),
    nearMisses: nearMisses.map(({ id, unlock }) => ({ id, unlock })),
  };
  return `${JSON.stringify(result, null, 2)}\n`;
};

function asTable(verdict: Verdict, { suggestions, nearMisses, total }: Matches): string {
  const lines = [
    `Verdict: ${verdict.outcome}`,
    ...aligned(
      verdict.rules.map(({ rule, outcome, reason, change }) => [
        rule,
        outcome,
        reason.code,
        change?.code ?? '',
      ]),
    ),
    '',
    `Fits (${total.suggestions})`,
    ...aligned(
      suggestions.map(({ id, score, mandate, reasons, gaps }) => [
        score.toFixed(3),
        id,
        mandate.country,
        mandate.title.en,
        `+ ${kinds(reasons)}`,
        gaps.length > 0 ? `? ${kinds(gaps)}` : '',
      ]),
    ),
    '',
    `Near misses (${total.nearMisses})`,
    ...aligned(
      nearMisses.map(({ id, mandate, unlock }) => [
        id,
        mandate.country,
        mandate.title.en,
        JSON.stringify(unlock),
      ]),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const kinds = (items: { kind: string }[]): string => [...new Set(items.map(({ kind }) => kind))].join(', ');

/** Rows as lines, every column as wide as its widest cell. */
function aligned(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

if (import.meta.main) await main(matchCommand);
