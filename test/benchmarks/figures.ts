/** The value below which a share of the sorted figures lies; NaN of none. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export const median = (figures: readonly number[]): number =>
  quantile(
    [...figures].sort((a, b) => a - b),
    0.5,
  );
