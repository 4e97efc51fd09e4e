import path from 'node:path';
import { Option } from 'commander';
import { readConfig } from '../config.ts';
import { CodedError } from '../errors.ts';
import { LOCALES, type Locale } from '../locale.ts';
import { evaluate } from '../understanding/evaluation/evaluate.ts';
import { parseQuestions, type Question } from '../understanding/evaluation/question-file.ts';
import { reportOf } from '../understanding/evaluation/report.ts';
import { summarise } from '../understanding/evaluation/summary.ts';
import { loadPhrases, type PhrasesByLocale } from '../understanding/phrases.ts';
import { createSlots } from '../understanding/slots/slots.ts';
import { createUnderstanding, type SlotExtractor } from '../understanding/understanding.ts';
import type { Understanding, Understood } from '../understanding/understood.ts';
import { readInput } from './input-file.ts';
import { type Cli, main, UnusableInput } from './run-command.ts';

interface Options {
  locale?: Locale;
  file?: string;
  phrases?: string;
  json?: boolean;
}

/** An evaluation is of topics; slots have their own rows to answer to. */
const NO_SLOTS: SlotExtractor = { extract: async () => ({}), close: () => {} };

export function understandCommand({ program, print }: Cli): void {
  program
    .name('npm run understand --')
    .description('What a message is understood as, or how well the questions of a file are.')
    .argument('[text...]', 'the message')
    .addOption(new Option('--locale <locale>', 'the language of the conversation').choices([...LOCALES]))
    .option(
      '--file <file>',
      'evaluate: tab-separated, columns locale, topic, question ("none": out of scope)',
    )
    .option('--phrases <folder>', 'train on the <locale>.json of this folder instead of data/phrases')
    .option('--json', 'print JSON: one line, or with --file one line a question and one of summary')
    .action(async (words: string[], options: Options) => {
      const text = words.join(' ');
      if ((text === '') === (options.file === undefined)) {
        throw misuse('Give either a message or --file.', 'See --help.');
      }
      await (options.file === undefined
        ? understandText(text, options)
        : evaluateFile(options.file, options));
    });

  async function understandText(text: string, options: Options): Promise<void> {
    const understanding = await prepare(options, await createSlots());
    try {
      const context = { locale: options.locale ?? readConfig().defaultLocale };
      const { language, zone, candidates, questions, slots, evidence } = await understanding.understand(
        text,
        context,
      );
      const understood = { language, zone, candidates, questions, slots, evidence };
      print(`${options.json || !process.stdout.isTTY ? JSON.stringify(understood) : describe(understood)}\n`);
    } finally {
      await understanding.close();
    }
  }

  async function evaluateFile(file: string, options: Options): Promise<void> {
    const questions = asInput(() => parseQuestions(readInput(file)));
    const phrases =
      options.phrases === undefined ? undefined : await loadPhrases(options.phrases).catch(asMisuse);
    checkLocales(questions, phrases);
    const understanding = await prepare(options, NO_SLOTS, phrases);
    try {
      const evaluated = await evaluate(understanding, questions);
      const summary = summarise(evaluated);
      if (options.json) {
        for (const { language: _, ...outcome } of evaluated) print(`${JSON.stringify(outcome)}\n`);
        print(`${JSON.stringify({ summary })}\n`);
      } else print(`${reportOf(summary)}\n`);
    } finally {
      await understanding.close();
    }
  }
}

/** Ready to understand. The project's own phrases are trained once and cached, a folder's every time. */
async function prepare(
  options: Options,
  slots: SlotExtractor,
  phrases?: PhrasesByLocale,
): Promise<Understanding> {
  const progress = process.stderr.isTTY
    ? setTimeout(() => process.stderr.write('Training on the phrases …\n'), 500)
    : undefined;
  try {
    const other =
      phrases ??
      (options.phrases === undefined ? undefined : await loadPhrases(options.phrases).catch(asMisuse));
    if (other) return await createUnderstanding({ phrases: other, slots });
    const { contentDir, cacheDir } = readConfig();
    return await createUnderstanding({
      phrasesDir: path.join(contentDir, 'phrases'),
      outOfScopeDir: path.join(contentDir, 'out-of-scope'),
      cacheDir: path.join(cacheDir, 'models'),
      slots,
    });
  } finally {
    clearTimeout(progress);
  }
}

function checkLocales(questions: readonly Question[], phrases: PhrasesByLocale | undefined): void {
  const unknown = phrases && questions.find(({ locale }) => !phrases[locale]);
  if (unknown)
    throw misuse(`There are questions in "${unknown.locale}" but no phrases.`, 'Add them to the folder.');
}

function describe(understood: Omit<Understood, 'languageIsClear'>): string {
  const { language, zone, candidates, questions, slots, evidence } = understood;
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const lines: [string, string][] = [
    ['language', language],
    ['zone', zone],
    ['topics', candidates.map(({ topic, confidence }) => `${topic} ${percent(confidence)}`).join(', ')],
    ['questions', questions.map(({ topic }) => topic).join(', then ') || '–'],
    ['slots', JSON.stringify(slots)],
    ['words', evidence.words.map(({ text, weight }) => `${text} ${weight}`).join(', ') || '–'],
    ['nearest', evidence.nearest ? `${evidence.nearest.phrase} (${evidence.nearest.topic})` : '–'],
    ['repairs', evidence.repairs.map(({ from, to }) => `${from} → ${to}`).join(', ') || '–'],
  ];
  return lines.map(([label, value]) => `${label.padEnd(9)}  ${value}`).join('\n');
}

const misuse = (message: string, remedy: string): UnusableInput =>
  new UnusableInput('INPUT', message, remedy);

function asMisuse(error: unknown): never {
  throw error instanceof CodedError ? misuse(error.message, error.remedy) : error;
}

function asInput<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return asMisuse(error);
  }
}

if (import.meta.main) await main(understandCommand);
