import { writeSync } from 'node:fs';
import { openStore } from './open-store.ts';
import { aTurn, said } from './turns.ts';

/**
 * A process to be killed: turns in several conversations at once for as long as it lives, or for a number of
 * turns each. It says on its output what happened, before anything else can happen:
 * `ready` · `acked TALK N` the Nth turn is committed · `sent TALK N` its reply is delivered.
 */
const [place = '', talks = '8', turns = 'Infinity', prefix = 'talk'] = process.argv.slice(2);

const say = (line: string): number => writeSync(1, `${line}\n`);

const store = await openStore(place);
for (let items = await store.pending(); items.length > 0; items = await store.pending()) {
  for (const { id, conversationId, activity } of items) {
    say(`sent ${conversationId} ${activity.text}`);
    await store.markSent(id);
  }
}
say('ready');
await Promise.all(Array.from({ length: Number(talks) }, (_, talk) => converse(`${prefix}-${talk}`)));
await store.close();

async function converse(talk: string): Promise<void> {
  for (let turn = 0; turn < Number(turns); turn++) await store.exclusive(talk, () => takeTurn(talk));
}

async function takeTurn(talk: string): Promise<void> {
  const { state, eTag } = await store.load(talk);
  const number = ((state as { count: number } | undefined)?.count ?? 0) + 1;
  const result = await store.commitTurn(
    aTurn(talk, {
      eTag,
      dedupeId: `message-${number}`,
      state: { count: number, padding: 'x'.repeat(1_000) },
      activities: [said('in', String(number)), said('out', String(number), `reply-${number}`)],
      outbox: [`reply-${number}`],
    }),
  );
  if (result.status !== 'committed') throw new Error(`turn ${number} of ${talk} was ${result.status}`);
  say(`acked ${talk} ${number}`);
  say(`sent ${talk} ${number}`);
  for (const id of result.outbox) await store.markSent(id);
}
