import { startAssistant } from '../conversations/assistant.ts';
import { walk } from '../conversations/walks.ts';
import type { BenchOptions, Table } from './bench.ts';

const COLUMNS = ['walks', 'turns', 'seconds', 'turns/s', 'mistakes'] as const;

const WALKS = 2_000;
const QUICK_WALKS = 200;
const TURNS = 12;

/** Findings that are printed in full; what is wrong once is often wrong a hundred times. */
const SHOWN = 20;

/**
 * Seeded random conversations through the whole assistant: no turn may fail, stay unanswered, repeat itself or end
 * without a next step. The environment's SEED is the first seed.
 */
export async function walks({
  quick = false,
  onProgress = () => undefined,
}: BenchOptions = {}): Promise<Table> {
  const first = Number(process.env.SEED ?? 1);
  const count = quick ? QUICK_WALKS : WALKS;
  const assistant = await startAssistant();
  const findings: string[] = [];
  const started = performance.now();
  try {
    for (let seed = first; seed < first + count; seed++) {
      await walk(seed, assistant, TURNS).catch((error: Error) => {
        findings.push(error.message);
        if (findings.length <= SHOWN) onProgress(`finding: ${error.message}`);
      });
      if ((seed - first) % 200 === 199) onProgress(`walks: ${seed - first + 1} of ${count}`);
    }
  } finally {
    await assistant.stop();
  }
  const seconds = (performance.now() - started) / 1000;
  const turns = count * (TURNS + 1);
  return {
    title: `Random conversations, seeds ${first} to ${first + count - 1}`,
    columns: COLUMNS,
    rows: [{ walks: count, turns, seconds, 'turns/s': turns / seconds, mistakes: findings.length }],
    findings,
  };
}
