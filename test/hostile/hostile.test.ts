import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ServerProcess, startServer } from '../benchmarks/server-process.ts';
import { HOSTILE_ENV, LONGEST_STALL_MS, runHostile } from './run.ts';

/** `npm run bench -- hostile` throws thousands; this many find the mistake of a change soon. */
const ATTACKS = 400;

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer({ env: HOSTILE_ENV, stalls: true });
}, 60_000);
afterAll(() => server.stop());

test(`${ATTACKS} seeded attacks on every route: no crash, no 5xx, no stall, nothing told of the inside`, async () => {
  const { findings, rows } = await runHostile({ server, seed: 7, attacks: ATTACKS });
  expect(findings).toEqual([]);
  expect((await server.stop()).ownMs).toBeLessThan(LONGEST_STALL_MS);
  // Attacks that are all refused at the door would prove little.
  expect(rows.reduce((sum, row) => sum + row['2xx'], 0)).toBeGreaterThan(50);
}, 60_000);
