import type { Mandate } from '../../src/mandates/mandate.ts';
import { indexMandates } from '../../src/mandates/mandate-index.ts';
import { match as matchProfile } from '../../src/mandates/match.ts';
import { manyMandates, manyProfiles, TODAY } from './match-data.ts';
import { type Engine, linearScan, miniSearch } from './match-peers.ts';

export interface MatchOptions {
  sizes?: number[];
  /** Each profile is asked this often of each engine, the engines taking turns. */
  rounds?: number;
  profiles?: number;
  onProgress?: (line: string) => void;
}

/** Milliseconds; `p99` is the slowest of a hundred questions. */
export interface MatchRow {
  mandates: number;
  engine: string;
  build: number;
  p50: number;
  p99: number;
}

export interface MatchTable {
  title: string;
  columns: (keyof MatchRow)[];
  rows: MatchRow[];
}

const ENGINES: Record<string, (mandates: Mandate[]) => Engine> = {
  passerelle: (mandates) => {
    const index = indexMandates(mandates);
    return (profile) => matchProfile(profile, index, { today: TODAY }).suggestions.map(({ id }) => id);
  },
  'linear scan': linearScan,
  minisearch: miniSearch,
};

/**
 * How long a match takes over ever more mandates, beside a linear scan and a search library. Ours also explains its
 * fifty best and finds the near misses; the peers only name their fifty best.
 */
export async function match({
  sizes = [1_000, 10_000, 100_000],
  rounds = 5,
  profiles = 40,
  onProgress = () => undefined,
}: MatchOptions = {}): Promise<MatchTable> {
  const rows: MatchRow[] = [];
  for (const size of sizes) {
    const mandates = manyMandates(size);
    const engines = Object.entries(ENGINES).map(([engine, build]) => {
      onProgress(`match: building ${engine} over ${size} mandates`);
      const begin = performance.now();
      const ask = build(mandates);
      return { engine, ask, build: performance.now() - begin, times: [] as number[] };
    });
    const asked = manyProfiles(profiles);
    for (let round = 0; round <= rounds; round++) {
      onProgress(`match: ${size} mandates, round ${round} of ${rounds}`);
      for (const profile of asked) {
        for (const { ask, times } of engines) {
          const begin = performance.now();
          ask(profile);
          // Round 0 warms up.
          if (round > 0) times.push(performance.now() - begin);
        }
      }
      // Lets whoever watches the progress see it.
      await new Promise(setImmediate);
    }
    for (const { engine, build, times } of engines)
      rows.push({ mandates: size, engine, build, p50: quantile(times, 0.5), p99: quantile(times, 0.99) });
  }
  return {
    title: 'Matching a profile, ms a question',
    columns: ['mandates', 'engine', 'build', 'p50', 'p99'],
    rows: rows.map((row) => ({
      ...row,
      build: rounded(row.build),
      p50: rounded(row.p50),
      p99: rounded(row.p99),
    })),
  };
}

function quantile(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const rounded = (milliseconds: number) => Math.round(milliseconds * 1000) / 1000;
