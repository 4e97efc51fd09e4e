import Counter from 'prom-client/lib/counter.js';
import Histogram from 'prom-client/lib/histogram.js';
import Registry from 'prom-client/lib/registry.js';
import type { TurnSeen } from '../bot/turn.ts';
import type { Answered } from '../http/server.ts';
import type { ConversationStore } from '../transcripts/store.ts';
import { measureStore } from './store-figures.ts';

/** Seconds; the server promises a turn well under 150 ms and gives up at 15 s. */
const TURN_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 15];

/** Labels must not grow with what strangers send: any other channel counts as `other`. */
const CHANNELS = new Set([
  'directline',
  'msteams',
  'facebook',
  'webchat',
  'emulator',
  'email',
  'sms',
  'slack',
]);

export interface Metrics {
  /** For `createTurn`: counts a turn that has ended. */
  turn(seen: TurnSeen): void;
  /** For `createServer`: counts an answered request. */
  http(answered: Answered): void;
  /** The same store, its operations timed, its outbox and the requests for a person counted. */
  store(store: ConversationStore): ConversationStore;
  /** The figures in Prometheus' text format, and the content type that says so. */
  read(): Promise<{ contentType: string; text: string }>;
}

/** What an operator watches, without a word or an id of any visitor. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];

  const turns = new Counter({
    name: 'passerelle_turns_total',
    help: 'Turns that ended, by channel, language and outcome (committed, duplicate, apology, failed)',
    labelNames: ['channel', 'locale', 'outcome'],
    registers,
  });
  const turnSeconds = new Histogram({
    name: 'passerelle_turn_seconds',
    help: 'From the arrival of an activity until its turn is on disk',
    labelNames: ['channel'],
    buckets: TURN_BUCKETS,
    registers,
  });
  const zones = new Counter({
    name: 'passerelle_understood_total',
    help: 'Messages by what understanding made of them (answer, clarify, fallback)',
    labelNames: ['zone', 'locale'],
    registers,
  });
  const topics = new Counter({
    name: 'passerelle_topics_total',
    help: 'Messages by the topic they were about',
    labelNames: ['topic'],
    registers,
  });
  const unanswered = new Counter({
    name: 'passerelle_unanswered_total',
    help: 'Questions without an approved answer, or not understood',
    labelNames: ['locale'],
    registers,
  });
  const handoffs = new Counter({
    name: 'passerelle_handoffs_total',
    help: 'Requests for a person',
    labelNames: ['channel'],
    registers,
  });
  const requests = new Histogram({
    name: 'passerelle_http_request_seconds',
    help: 'Answered requests, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: TURN_BUCKETS,
    registers,
  });

  let watched: Promise<void> | undefined;
  /** Node's own figures, from the first time that somebody looks: their code brings OpenTelemetry along. */
  function watchProcess(): Promise<void> {
    watched ??= import('prom-client/lib/defaultMetrics.js').then(({ default: collectDefaultMetrics }) =>
      collectDefaultMetrics({ register: registry }),
    );
    return watched;
  }

  return {
    turn({ channel: channelId, outcome, seconds, facts, handoff }) {
      const channel = CHANNELS.has(channelId) ? channelId : 'other';
      const locale = facts?.locale ?? 'none';
      turns.inc({ channel, locale, outcome });
      turnSeconds.observe({ channel }, seconds);
      if (facts?.zone) zones.inc({ zone: facts.zone, locale });
      if (facts?.topic) topics.inc({ topic: facts.topic });
      if (facts?.unanswered) unanswered.inc({ locale });
      if (handoff) handoffs.inc({ channel });
    },
    http({ method, route, status, seconds }) {
      requests.observe({ method, route, status }, seconds);
    },
    store: (store) => measureStore(store, registry),
    async read() {
      await watchProcess();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
