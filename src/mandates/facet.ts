import type { Mandate } from './mandate.ts';

/** One aspect of all mandates: the different values it has, and by position which of them a mandate has. */
export interface Facet<Value> {
  readonly codes: Uint32Array;
  readonly values: readonly Value[];
}

/** What a profile makes of a facet: a number for each different value, so that 100,000 mandates cost a few sums. */
export interface Column {
  readonly codes: Uint32Array;
  readonly table: Float64Array;
}

/** Gathers the different values of the mandates; those of one key are one. */
export function facet<Value>(
  mandates: readonly Mandate[],
  aspectOf: (mandate: Mandate) => Value,
  keyOf: (value: Value) => string = String,
): Facet<Value> {
  const codes = new Uint32Array(mandates.length);
  const values: Value[] = [];
  const known = new Map<string, number>();
  mandates.forEach((mandate, position) => {
    const value = aspectOf(mandate);
    const key = keyOf(value);
    const code = known.get(key) ?? values.push(value) - 1;
    known.set(key, code);
    codes[position] = code;
  });
  return { codes, values };
}

export const column = <Value>(
  { codes, values }: Facet<Value>,
  numberOf: (value: Value) => number,
): Column => ({
  codes,
  table: Float64Array.from(values.map(numberOf)),
});

/** The number of the mandate at a position. */
export const at = ({ codes, table }: Column, position: number): number =>
  table[codes[position] as number] as number;

export interface Weighted {
  column: Column;
  weight: number;
}

/** What all columns say together of the mandate at a position. */
export const sumAt = (columns: readonly Weighted[], position: number): number =>
  columns.reduce((sum, { column, weight }) => sum + weight * at(column, position), 0);

/**
 * The same for a block of positions from `start` on, as many as `sums` has room for. Column by column and in plain loops:
 * this is where the time of a match goes.
 */
export function sumBlock(sums: Float64Array, columns: readonly Weighted[], start: number): void {
  sums.fill(0);
  for (const { column, weight } of columns) {
    const { codes, table } = column;
    const length = Math.min(sums.length, codes.length - start);
    for (let place = 0; place < length; place++)
      sums[place] = (sums[place] as number) + weight * (table[codes[start + place] as number] as number);
  }
}
