import { isRecord, listOf, textOf } from './unknown.ts';

/** How a cell is meant, by the container styles of Adaptive Cards. */
export type Tone = 'good' | 'attention' | 'warning' | undefined;

export interface Cell {
  text: string;
  tone: Tone;
}

export interface Table {
  head?: Cell[];
  rows: Cell[][];
  /** The card as a sentence, for who listens. */
  speak: string;
}

/**
 * The table of an Adaptive Card that is nothing but a table of texts, such as a verdict; the panel shows it as a
 * table of the page. Everything else is left to the library.
 */
export function readTable({ body, actions, speak }: Record<string, unknown>): Table | undefined {
  const [only, ...others] = listOf(body);
  if (!isRecord(only) || only.type !== 'Table' || others.length > 0 || listOf(actions).length > 0)
    return undefined;
  const rows = listOf(only.rows).map((row) => (isRecord(row) ? listOf(row.cells).map(readCell) : []));
  const whole = rows.every((row) => row.length > 0 && row.every((cell) => cell !== undefined));
  if (!whole || rows.length === 0) return undefined;
  const cells = rows as Cell[][];
  return only.firstRowAsHeaders === false
    ? { rows: cells, speak: textOf(speak) }
    : { head: cells[0], rows: cells.slice(1), speak: textOf(speak) };
}

const TONES = ['good', 'attention', 'warning'];

function readCell(cell: unknown): Cell | undefined {
  if (!isRecord(cell)) return undefined;
  const blocks = listOf(cell.items);
  if (!blocks.every((block) => isRecord(block) && block.type === 'TextBlock')) return undefined;
  return {
    text: blocks.map((block) => textOf((block as Record<string, unknown>).text)).join(' '),
    tone: TONES.includes(textOf(cell.style)) ? (cell.style as Tone) : undefined,
  };
}
