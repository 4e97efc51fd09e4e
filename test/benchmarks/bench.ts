import { Command } from 'commander';

/** What every benchmark returns: a table as data. */
export interface Table {
  title: string;
  columns: readonly string[];
  rows: readonly object[];
  /** What missed its bar; the command then exits with 1. */
  findings?: readonly string[];
}

export interface BenchOptions {
  /** Leave out what takes minutes. */
  quick?: boolean;
  /** Folder of shared benchmark data, for those that use any. */
  data?: string;
  onProgress?: (line: string) => void;
}

/** Name → the module of this folder, loaded only when asked for. */
const BENCHMARKS: Record<string, () => Promise<(options: BenchOptions) => Promise<Table>>> = {
  hostile: async () => (await import('./hostile.ts')).hostile,
  kill: async () => (await import('./durability.ts')).kill,
  load: async () => (await import('./load.ts')).load,
  match: async () => (await import('./match.ts')).match,
  memory: async () => (await import('./memory.ts')).memory,
  'power-cut': async () => (await import('./durability.ts')).powerCut,
  race: async () => (await import('./durability.ts')).race,
  responsiveness: async () => (await import('./responsiveness.ts')).responsiveness,
  scroll: async () => (await import('./scroll.ts')).scroll,
  soak: async () => (await import('./load.ts')).soak,
  staff: async () => (await import('./staff.ts')).staff,
  start: async () => (await import('./start.ts')).start,
  store: async () => (await import('./store.ts')).store,
  turn: async () => (await import('./turn.ts')).turn,
  understanding: async () => (await import('./understanding.ts')).understanding,
  walks: async () => (await import('./walks.ts')).walks,
  widget: async () => (await import('./widget.ts')).widget,
};

const program = new Command('npm run bench --')
  .description(`Measures. Names: ${Object.keys(BENCHMARKS).join(', ')}.`)
  .argument('[name...]', 'what to measure (default: everything)')
  .option('--quick', 'leave out what takes minutes')
  .option('--data <folder>', 'folder of shared benchmark data', process.env.PASSERELLE_BENCHMARKS)
  .option('--json', 'print JSON')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();

const { json, ...options } = program.opts<{ json?: boolean; quick?: boolean; data?: string }>();
const names = program.args.length > 0 ? program.args : Object.keys(BENCHMARKS);
const unknown = names.find((name) => !(name in BENCHMARKS));
if (unknown !== undefined) {
  process.stderr.write(`There is no benchmark "${unknown}". Names: ${Object.keys(BENCHMARKS).join(', ')}.\n`);
  process.exit(2);
}
for (const name of names) {
  const run = await BENCHMARKS[name]?.();
  const table = await run?.({ ...options, onProgress: (line) => process.stderr.write(`${line}\n`) });
  if (table) process.stdout.write(json ? `${JSON.stringify(table)}\n` : `${print(table)}\n`);
  if (table?.findings?.length) process.exitCode = 1;
}

/** A table for people: every column as wide as its widest cell. */
function print({ title, columns, rows }: Table): string {
  const cells = [
    columns,
    ...rows.map((row) => columns.map((column) => text(new Map(Object.entries(row)).get(column)))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [title, ...lines].join('\n');
}

function text(value: unknown): string {
  if (typeof value !== 'number') return value === undefined || value === null ? '–' : String(value);
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
}
