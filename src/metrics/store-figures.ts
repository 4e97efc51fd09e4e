import type { Registry } from 'prom-client';
import Counter from 'prom-client/lib/counter.js';
import Histogram from 'prom-client/lib/histogram.js';
import { CodedError } from '../errors.ts';
import type { ConversationStore } from '../transcripts/store.ts';

/** What a turn and a delivery wait for. */
const TIMED = ['load', 'commitTurn', 'read', 'pending', 'markSent', 'markFailed'] as const;

/** A store whose operations are timed, whose errors are counted by code, and whose outbox shows. */
export function measureStore(store: ConversationStore, registry: Registry): ConversationStore {
  const registers = [registry];
  const seconds = new Histogram({
    name: 'passerelle_store_seconds',
    help: 'How long the conversation store takes, by operation',
    labelNames: ['operation'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const errors = new Counter({
    name: 'passerelle_store_errors_total',
    help: 'Operations of the conversation store that failed, by operation and code',
    labelNames: ['operation', 'code'],
    registers,
  });
  const outbox = new Counter({
    name: 'passerelle_outbox_total',
    help: 'Messages for channels: kept for delivery, done with (delivered or given up), put off after a failure',
    labelNames: ['step'],
    registers,
  });
  for (const step of ['kept', 'done', 'put off']) outbox.inc({ step }, 0);

  const timed = Object.fromEntries(
    TIMED.map((operation) => {
      const run = store[operation] as (...rest: unknown[]) => Promise<unknown>;
      const ended = seconds.labels({ operation });
      return [
        operation,
        async (...rest: unknown[]) => {
          const started = performance.now();
          try {
            return await run(...rest);
          } catch (error) {
            errors.inc({ operation, code: error instanceof CodedError ? error.code : 'unexpected' });
            throw error;
          } finally {
            ended.observe((performance.now() - started) / 1000);
          }
        },
      ];
    }),
  ) as Pick<ConversationStore, (typeof TIMED)[number]>;

  return {
    ...store,
    ...timed,
    async commitTurn(turn) {
      const result = await timed.commitTurn(turn);
      if (result.status === 'committed') outbox.inc({ step: 'kept' }, result.outbox.length);
      return result;
    },
    async markSent(id) {
      await timed.markSent(id);
      outbox.inc({ step: 'done' });
    },
    async markFailed(id, reason, retryAt) {
      await timed.markFailed(id, reason, retryAt);
      outbox.inc({ step: 'put off' });
    },
  };
}
