import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConversationStore } from '../../src/transcripts/store.ts';
import { aTurn, said } from './turns.ts';

export interface ContractOptions {
  now?: () => Date;
  leaseMs?: number;
}

export type OpenStore = (options?: ContractOptions) => Promise<ConversationStore>;

/** What every engine owes to a turn. */
export function turnContract(open: OpenStore): void {
  let store: ConversationStore;
  let clock = new Date('2026-11-01T12:00:00Z');
  let talk = '';
  let count = 0;

  beforeAll(async () => {
    store = await open({ now: () => clock, leaseMs: 1_000 });
  });
  beforeEach(async () => {
    await store.expire(new Date('2100-01-01'));
    talk = `talk-${++count}`;
  });
  afterAll(() => store.close());

  const commit = async (overrides: Parameters<typeof aTurn>[1] = {}) => {
    const { eTag } = await store.load(talk);
    const result = await store.commitTurn(aTurn(talk, { eTag, ...overrides }));
    if (result.status !== 'committed') throw new Error(`the turn was ${result.status}`);
    return result;
  };

  describe('state', () => {
    test('an unknown conversation is empty', async () => {
      expect(await store.load(talk)).toEqual({ lastSeq: 0 });
    });

    test('what a turn commits is what the next one loads', async () => {
      const state = { step: 2, words: 'œuvre "quoted" \u0000 🙂 \ud800' };
      const { eTag, lastSeq } = await commit({ state, reference: { serviceUrl: 'https://example.org' } });
      expect(await store.load(talk)).toEqual({
        state,
        eTag,
        lastSeq,
        reference: { serviceUrl: 'https://example.org' },
      });
      expect(lastSeq).toBe(2);
    });

    test('a state may be nothing at all', async () => {
      await commit({ state: undefined });
      expect((await store.load(talk)).state).toBeUndefined();
    });

    test('a turn that ran on an older state is stale and leaves no trace', async () => {
      const { eTag: old } = await commit();
      await commit({ state: { step: 2 } });
      const late = await store.commitTurn(aTurn(talk, { eTag: old, dedupeId: 'late', state: { step: 9 } }));
      expect(late).toEqual({ status: 'stale' });
      expect(await store.load(talk)).toMatchObject({ state: { step: 2 }, lastSeq: 4 });
      expect(await commit({ dedupeId: 'late' })).toMatchObject({ status: 'committed' });
    });

    test('two first turns of a conversation: one begins it, the other is stale', async () => {
      const results = await Promise.all([store.commitTurn(aTurn(talk)), store.commitTurn(aTurn(talk))]);
      expect(results.map(({ status }) => status).sort()).toEqual(['committed', 'stale']);
    });

    test('a turn for a conversation that was erased meanwhile is stale', async () => {
      const { eTag } = await commit();
      await store.erase({ conversationId: talk }, 'test');
      expect(await store.commitTurn(aTurn(talk, { eTag }))).toEqual({ status: 'stale' });
    });

    test('20 messages at once are 20 turns, in order, and the state counts each', async () => {
      const turn = (number: number) =>
        store.exclusive(talk, async () => {
          const { state, eTag } = await store.load(talk);
          const counted = ((state as { count: number } | undefined)?.count ?? 0) + 1;
          return store.commitTurn(
            aTurn(talk, { eTag, state: { count: counted }, activities: [said('in', `message ${number}`)] }),
          );
        });
      await Promise.all(Array.from({ length: 20 }, (_, index) => turn(index)));
      expect((await store.load(talk)).state).toEqual({ count: 20 });
      const kept = await store.read(talk);
      expect(kept.map(({ activity }) => activity.text)).toEqual(
        Array.from({ length: 20 }, (_, index) => `message ${index}`),
      );
    });

    test('a turn that throws lets the next one of the conversation run', async () => {
      const failing = store.exclusive(talk, () => Promise.reject(new Error('boom')));
      const next = store.exclusive(talk, async () => 'ran');
      await expect(failing).rejects.toThrow('boom');
      expect(await next).toBe('ran');
    });
  });

  describe('redelivery', () => {
    test('the same message twice is one turn', async () => {
      const { eTag } = await commit({ dedupeId: 'activity-1' });
      expect(await store.commitTurn(aTurn(talk, { eTag, dedupeId: 'activity-1' }))).toEqual({
        status: 'duplicate',
      });
      expect(await store.load(talk)).toMatchObject({ eTag, lastSeq: 2 });
    });

    test('the same id in another conversation is another message', async () => {
      await commit({ dedupeId: 'activity-1' });
      const other = await store.commitTurn(aTurn(`${talk}-other`, { dedupeId: 'activity-1' }));
      expect(other.status).toBe('committed');
    });
  });

  describe('activities', () => {
    test('are kept as they were, numbered from 1 without gaps', async () => {
      const odd = { type: 'message', text: 'é\u0000\ud800', nested: { z: 1, a: [null, true] } };
      await commit({ activities: [{ direction: 'in', activity: odd }] });
      await commit({ activities: [] });
      await commit();
      const kept = await store.read(talk);
      expect(kept.map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect(JSON.stringify(kept[0]?.activity)).toBe(JSON.stringify(odd));
    });

    test('are read from a position, by direction, up to a limit', async () => {
      for (let turn = 0; turn < 3; turn++) await commit();
      expect((await store.read(talk, { afterSeq: 4 })).map(({ seq }) => seq)).toEqual([5, 6]);
      expect((await store.read(talk, { direction: 'out' })).map(({ seq }) => seq)).toEqual([2, 4, 6]);
      expect((await store.read(talk, { limit: 2 })).map(({ seq }) => seq)).toEqual([1, 2]);
    });

    test('each commit is announced until the listener leaves', async () => {
      const heard: [string, number][] = [];
      const leave = store.onCommit((conversationId, lastSeq) => heard.push([conversationId, lastSeq]));
      await commit();
      await commit();
      leave();
      await commit();
      expect(heard).toEqual([
        [talk, 2],
        [talk, 4],
      ]);
    });
  });

  describe('outbox', () => {
    const twoReplies = {
      activities: [said('in', 'q'), said('out', 'first', 'a'), said('out', 'second', 'b')],
      outbox: ['a', 'b'],
      reference: { serviceUrl: 'https://example.org' },
    };
    const later = (ms: number) => {
      clock = new Date(clock.getTime() + ms);
    };

    test('belongs to whoever committed, then to anybody when the lease has passed', async () => {
      const { outbox } = await commit(twoReplies);
      expect(outbox).toHaveLength(2);
      expect(await store.pending()).toEqual([]);
      later(1_001);
      const items = await store.pending();
      expect(items.map(({ id }) => id)).toEqual(outbox);
      expect(items[1]).toMatchObject({
        conversationId: talk,
        channel: 'directline',
        seq: 3,
        activity: { text: 'second' },
        reference: { serviceUrl: 'https://example.org' },
        attempts: 0,
      });
      expect(await store.pending()).toEqual([]);
    });

    test('what was sent is gone', async () => {
      const { outbox } = await commit(twoReplies);
      for (const id of outbox) await store.markSent(id);
      later(1_001);
      expect(await store.pending()).toEqual([]);
    });

    test('what failed comes back at its time, and what follows it waits', async () => {
      const { outbox } = await commit(twoReplies);
      await store.markFailed(outbox[0] ?? '', 'connection refused', new Date(clock.getTime() + 5_000));
      later(1_001);
      expect(await store.pending()).toEqual([]);
      later(4_000);
      const items = await store.pending();
      expect(items.map(({ attempts }) => attempts)).toEqual([1, 0]);
    });

    test('what was put back untried comes at its time too, and counts no failure', async () => {
      const { outbox } = await commit(twoReplies);
      await store.putBack(outbox, new Date(clock.getTime() + 5_000));
      later(4_999);
      expect(await store.pending()).toEqual([]);
      later(1);
      expect((await store.pending()).map(({ attempts }) => attempts)).toEqual([0, 0]);
    });

    test('only the first of a conversation is next, until it is sent', async () => {
      const { outbox } = await commit(twoReplies);
      const [third = ''] = (await commit({ ...twoReplies, outbox: ['a'] })).outbox;
      const areNext = async () => Promise.all([...outbox, third].map((id) => store.isNext(id)));
      expect(await areNext()).toEqual([true, false, false]);
      await store.markSent(outbox[0] ?? '');
      expect(await areNext()).toEqual([false, true, false]);
      await store.erase({ conversationId: talk }, 'visitor');
      expect(await areNext()).toEqual([false, false, false]);
    });

    test('what is due waits while an earlier one is in hand, then comes as a whole', async () => {
      const { outbox } = await commit(twoReplies);
      const after = await commit({ ...twoReplies, outbox: ['a'] });
      await store.putBack(after.outbox, clock);
      expect(await store.pending()).toEqual([]);
      await store.putBack(outbox, clock);
      const items = await store.pending(1);
      expect(items.map(({ id }) => id)).toEqual([...outbox, ...after.outbox]);
    });

    test('is not accepted for an activity that the turn does not send', async () => {
      await expect(commit({ ...twoReplies, outbox: ['a', 'unknown'] })).rejects.toMatchObject({
        code: 'INVALID_TURN',
      });
      expect(await store.load(talk)).toEqual({ lastSeq: 0 });
    });
  });

  test('one turn that fails does not take those committed with it along', async () => {
    const impossible = aTurn(`${talk}-bad`, { facts: { topic: {} as string } });
    const results = await Promise.allSettled([
      store.commitTurn(aTurn(`${talk}-1`)),
      store.commitTurn(impossible),
      store.commitTurn(aTurn(`${talk}-2`)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await store.load(`${talk}-bad`)).toEqual({ lastSeq: 0 });
    expect(await store.load(`${talk}-2`)).toMatchObject({ lastSeq: 2 });
  });

  test('it says that it is ready', async () => {
    await expect(store.ready()).resolves.toBeUndefined();
  });
}
