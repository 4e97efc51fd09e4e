import { HOSTILE_ENV, LONGEST_STALL_MS, runHostile } from '../hostile/run.ts';
import type { BenchOptions, Table } from './bench.ts';
import { startServer } from './server-process.ts';

const COLUMNS = [
  'attack',
  'attacks',
  'answers',
  '2xx',
  '3xx',
  '4xx',
  'busy',
  '5xx',
  'silent',
  'leaks',
] as const;

const ATTACKS = 4_000;
const QUICK_ATTACKS = 500;

/**
 * Seeded attacks on every route of a server of its own. The bar: no crash, no 5xx, no leak, no stall over 100 ms.
 * The environment's SEED gives other attacks.
 */
export async function hostile({ quick = false, onProgress }: BenchOptions = {}): Promise<Table> {
  const server = await startServer({ env: HOSTILE_ENV, stalls: true });
  const seed = Number(process.env.SEED ?? 1);
  const attacks = quick ? QUICK_ATTACKS : ATTACKS;
  const { rows, requests, findings } = await runHostile({ server, seed, attacks, onProgress }).catch(
    async (error: unknown) => {
      await server.stop();
      throw error;
    },
  );
  const { stallMs, ownMs } = await server.stop();
  if (ownMs > LONGEST_STALL_MS) findings.push(`the event loop was held up for ${ownMs.toFixed(0)} ms`);
  for (const finding of findings) onProgress?.(`finding: ${finding}`);
  const stall = `longest work without a break ${ownMs.toFixed(0)} ms (with waiting for a processor ${stallMs.toFixed(0)} ms)`;
  return {
    title: `Hostile run, seed ${seed}: ${requests} requests, ${findings.length} findings, ${stall}`,
    columns: COLUMNS,
    rows,
    findings,
  };
}
