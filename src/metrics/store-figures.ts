import { setTimeout as sleep } from 'node:timers/promises';
import type { Registry } from 'prom-client';
import Counter from 'prom-client/lib/counter.js';
import Gauge from 'prom-client/lib/gauge.js';
import Histogram from 'prom-client/lib/histogram.js';
import { CodedError } from '../errors.ts';
import type { ConversationStore } from '../transcripts/store.ts';

/** What a turn and a delivery wait for, and what the figures themselves ask. */
const TIMED = [
  'load',
  'commitTurn',
  'read',
  'pending',
  'isNext',
  'markSent',
  'markFailed',
  'putBack',
  'listHandoffs',
] as const;

/** A scrape waits no longer for the store: the process has figures that matter most when the store is away. */
const PATIENCE_MS = 1_000;

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
  showWaiting(timed, registers);

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

/** Asked with each scrape. While the store does not answer the last known number stays; the errors are counted. */
function showWaiting(store: Pick<ConversationStore, 'listHandoffs'>, registers: Registry[]): void {
  let asking: Promise<void> | undefined;
  new Gauge({
    name: 'passerelle_handoffs_waiting',
    help: 'Requests for a person that nobody has taken yet (100 stands for 100 or more)',
    registers,
    async collect() {
      asking ??= store
        .listHandoffs('waiting', { limit: 100 })
        .then(
          ({ items }) => this.set(items.length),
          () => undefined,
        )
        .finally(() => {
          asking = undefined;
        });
      await Promise.race([asking, sleep(PATIENCE_MS, undefined, { ref: false })]);
    },
  });
}
