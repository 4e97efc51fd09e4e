import { existsSync } from 'node:fs';
import { Option } from 'commander';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { type Changes, changesBetween } from '../mandates/changes.ts';
import { writeDurably } from '../mandates/durable-file.ts';
import { FORMATS, type Format, formatOf, readMandates, writeMandates } from '../mandates/formats/formats.ts';
import { parseMandates } from '../mandates/mandates-file.ts';
import type { Checked, Problem } from '../mandates/schema.ts';
import { openMandateStore } from '../mandates/store.ts';
import { readInput } from './input-file.ts';
import { writeOutput } from './output-file.ts';
import { type Cli, EXIT, main } from './run-command.ts';

interface Options {
  format?: Format;
  file?: string;
  json?: boolean;
  replace?: boolean;
  dryRun?: boolean;
  excel?: boolean;
}

export function mandatesCommand({ program, print, exit }: Cli): void {
  const printJson = (result: unknown) => print(`${JSON.stringify(result, null, 2)}\n`);
  program
    .name('npm run mandates --')
    .description('Checks, imports and exports mandates: JSON, CSV, schema.org JobPosting (JSON-LD).');
  const format = () =>
    new Option('--format <format>', 'the format, when the name does not tell').choices(FORMATS);
  const store = () =>
    new Option('--file <store>', 'the mandate store (default: MANDATES_FILE or data/mandates.json)');

  program
    .command('validate')
    .argument('<file>')
    .description('list every problem with its record and field; exit 1 when there is one')
    .addOption(format())
    .option('--json', 'print JSON')
    .action((file: string, options: Options) => {
      const checked = read(file, options);
      if (!checked.valid) exit(EXIT.finding);
      if (options.json) return printJson(checked.valid ? { valid: true, problems: [] } : checked);
      if (!checked.valid) return print(listed(checked.problems));
      print(`${checked.mandates.length} mandates, all valid.\n`);
    });

  program
    .command('import')
    .argument('<file>')
    .description('put the mandates of a file into the store, after showing what changes')
    .addOption(format())
    .addOption(store())
    .option('--replace', 'remove what the file does not hold')
    .option('--dry-run', 'only show what would change')
    .option('--json', 'print JSON')
    .action(async (file: string, options: Options) => {
      const checked = read(file, options);
      if (!checked.valid) {
        exit(EXIT.finding);
        if (options.json) return printJson({ written: false, ...checked });
        return print(`${listed(checked.problems)}Nothing was imported.\n`);
      }
      const changes = await importInto(options.file ?? readConfig().mandatesFile, checked.mandates, options);
      if (options.json) printJson({ written: !options.dryRun, ...changes });
      else print(described(changes, options));
    });

  program
    .command('export')
    .argument('<file>', 'where to, or - for the terminal')
    .description('write the mandates of the store')
    .addOption(format())
    .addOption(store())
    .option(
      '--excel',
      'CSV with semicolons and a byte order mark, as a French or Spanish Excel opens by itself',
    )
    .option('--json', 'say in JSON what was written')
    .action(async (file: string, options: Options) => {
      const from = options.file ?? readConfig().mandatesFile;
      const wanted = options.format ?? (file === '-' ? 'json' : formatOf(file));
      const mandates = parseMandates(readInput(from), from);
      const content = writeMandates(mandates, wanted, options);
      if (file === '-') return print(content);
      await writeOutput(file, () => writeDurably(file, content));
      if (options.json) printJson({ file, format: wanted, mandates: mandates.length });
      else print(`${mandates.length} mandates, written to ${file}.\n`);
    });
}

const read = (file: string, { format }: Options): Checked =>
  readMandates(readInput(file), format ?? formatOf(file));

async function importInto(
  file: string,
  incoming: Parameters<typeof changesBetween>[1],
  { replace = false, dryRun = false }: Options,
): Promise<Changes> {
  const store = await openMandateStore({ file, pollMs: 0, logger: pino({ level: 'silent' }) });
  try {
    const fault = store.fault();
    // A store that is not there yet is begun; one that is broken is not written over.
    if (fault && existsSync(file)) throw fault;
    const present = existsSync(file) ? store.all() : [];
    const changes = changesBetween(present, incoming, replace);
    if (!dryRun)
      await (replace || present.length === 0 ? store.replace(incoming) : store.upsert(...incoming));
    return changes;
  } finally {
    await store.dispose();
  }
}

const listed = (problems: Problem[]): string =>
  problems.map(({ record, field, message }) => `${record}: ${field} ${message}\n`).join('');

function described({ added, changed, removed, unchanged }: Changes, { dryRun }: Options): string {
  const lines = [
    ...added.map((id) => `+ ${id}`),
    ...changed.map(({ id, fields }) => `~ ${id}: ${fields.join(', ')}`),
    ...removed.map((id) => `- ${id}`),
    `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged.length} unchanged.`,
    ...(dryRun ? ['Nothing was written.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

if (import.meta.main) await main(mandatesCommand);
