import path from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { openForWriting } from '../../src/transcripts/sqlite/open.ts';
import { createRunner } from '../../src/transcripts/sqlite/run.ts';
import { commitTurn } from '../../src/transcripts/steps/commit-turn.ts';
import { markSent, pending } from '../../src/transcripts/steps/outbox.ts';
import { turnRows } from '../../src/transcripts/steps/turn-rows.ts';
import { folders } from './folders.ts';
import { aTurn, said } from './turns.ts';

const newFolder = folders();

test('a growing outbox lets SQLite prepare no more statements: what was prepared is kept for ever', async () => {
  const database = openForWriting(path.join(await newFolder(), 'conversations.db'));
  const prepare = jest.spyOn(database, 'prepare');
  const run = createRunner(database);
  const context = { engine: 'sqlite' as const, now: 0, leaseMs: 10 };
  const prepared: number[] = [];
  for (let round = 1; round <= 4; round++) {
    for (let talk = 0; talk < round; talk++) {
      const turn = { activities: [said('out', 'hello', 'a')], outbox: ['a'] };
      run(commitTurn(context, turnRows(aTurn(`talk-${round}-${talk}`, turn))));
    }
    context.now += 20;
    const due = run(pending(context, 50));
    expect(due).toHaveLength(round);
    for (const { id } of due) run(markSent(context, id));
    prepared.push(prepare.mock.calls.length);
  }
  database.close();
  expect(new Set(prepared).size).toBe(1);
});
