/** What spreadsheets take for the beginning of a formula, behind any number of our own marks. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;

/** Marks a cell that a spreadsheet would run, with the apostrophe that spreadsheets know as "text". */
export const disarm = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

/** Takes the mark off again; a cell that never had one stays as it is. */
export const rearm = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

/** Several values in one cell: `|` between them, and `\` before a `|` or `\` that is meant. */
export const joinList = (values: readonly string[]): string =>
  values.map((value) => value.replace(/[\\|]/g, '\\$&')).join('|');

export const splitList = (cell: string): string[] =>
  [...cell.matchAll(/(?:\\.|[^|\\]|\\$)+/gs)].map(([value]) => value.replace(/\\(.)/gs, '$1').trim());

/** Numbers as people write them, "2,5" included; anything else is handed on for the schema to refuse. */
export function readNumber(cell: string): unknown {
  const number = Number(cell.trim().replace(',', '.'));
  return Number.isNaN(number) ? cell : number;
}

/** Spreadsheets translate true and false into their own language. */
const BOOLEANS: Record<string, boolean> = {
  true: true,
  vrai: true,
  verdadero: true,
  '1': true,
  false: false,
  faux: false,
  falso: false,
  '0': false,
};

export const readBoolean = (cell: string): unknown => BOOLEANS[cell.trim().toLowerCase()] ?? cell;
