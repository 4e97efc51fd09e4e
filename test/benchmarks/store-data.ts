import { copyFileSync, existsSync } from 'node:fs';
import { openForWriting } from '../../src/transcripts/sqlite/open.ts';
import { createRunner } from '../../src/transcripts/sqlite/run.ts';
import { commitTurn } from '../../src/transcripts/steps/commit-turn.ts';
import { turnRows } from '../../src/transcripts/steps/turn-rows.ts';
import type { TurnCommit } from '../../src/transcripts/store.ts';
import { createRandom } from '../transcripts/random.ts';

const TOPICS = ['costs', 'countries', 'duration', 'languages', 'retired', 'student', 'safety', 'apply'];
const LOCALES = ['fr', 'en', 'es'] as const;
const ROOTS = [
  'vol',
  'mand',
  'sén',
  'agro',
  'fam',
  'dép',
  'proj',
  'coop',
  'form',
  'lang',
  'vis',
  'aña',
  'œuv',
  'mis',
];
const ENDS = [
  'ontaire',
  'at',
  'égal',
  'nomie',
  'ille',
  'art',
  'et',
  'ération',
  'ation',
  'ue',
  'a',
  'dir',
  're',
  'ión',
];
const MIDDLES = ['', 'o', 'ti', 'ra', 'lu', 'né', 'sa', 'mi', 'ku', 'pe'];

/** Words as common as those of a language are: the nth is said about 1/n as often as the first. */
const VOCABULARY = ROOTS.flatMap((root) =>
  MIDDLES.flatMap((middle) => ENDS.map((end) => root + middle + end)),
);

export type Random = () => number;

const word = (random: Random): string =>
  VOCABULARY[Math.floor(VOCABULARY.length ** random()) - 1] ?? 'volontaire';

export const sentence = (random: Random, words: number): string =>
  Array.from({ length: words }, () => word(random)).join(' ');

/** A turn as visitors and the bot make them: a short question, an answer and a card. */
export function aTypicalTurn(conversationId: string, eTag: string | undefined, random: Random): TurnCommit {
  const activity = (from: string, text: string) => ({
    type: 'message',
    id: String(random()),
    timestamp: new Date().toISOString(),
    channelId: 'directline',
    from: { id: from, role: from },
    conversation: { id: conversationId },
    text,
  });
  return {
    conversationId,
    channel: 'directline',
    userId: `dl_${conversationId}`,
    eTag,
    dedupeId: String(random()),
    state: {
      dialogStack: [{ id: 'main', state: { step: 1 } }],
      profile: { countries: ['SN'] },
      pad: 'x'.repeat(600),
    },
    activities: [
      { direction: 'in', activity: activity('user', sentence(random, 8)) },
      { direction: 'out', activity: activity('bot', sentence(random, 40)) },
      { direction: 'out', activity: activity('bot', sentence(random, 10)) },
    ],
    outbox: [],
    facts: {
      locale: LOCALES[Math.floor(random() * 3)],
      topic: TOPICS[Math.floor(random() ** 2 * TOPICS.length)],
      zone: 'answer',
      confidence: random(),
      unanswered: random() < 0.05,
      events: random() < 0.1 ? ['checked'] : [],
    },
  };
}

/**
 * Gives a file that turns have filled. That takes minutes: GROWN in the environment names a file that is kept for the
 * next run, which then only copies it.
 */
export function grow(file: string, activities: number, onProgress: (line: string) => void): void {
  const { GROWN } = process.env;
  if (GROWN === undefined || !existsSync(GROWN)) fill(GROWN ?? file, activities, onProgress);
  if (GROWN !== undefined) copyFileSync(GROWN, file);
}

/** Fills a file as turns would, without waiting for the disk at each. */
function fill(file: string, activities: number, onProgress: (line: string) => void): void {
  const database = openForWriting(file);
  database.pragma('synchronous = OFF');
  const run = createRunner(database);
  const random = createRandom(7);
  const began = Date.now() - 90 * 24 * 3_600_000;
  const eTags = new Map<string, string>();
  const turns = Math.ceil(activities / 3);
  const some = database.transaction((from: number, to: number) => {
    for (let turn = from; turn < to; turn++) {
      // About ten turns a conversation, as many going on at once as in a busy hour.
      const talk = `talk-${Math.floor(turn / 400) * 40 + (turn % 40)}`;
      const rows = turnRows(aTypicalTurn(talk, eTags.get(talk), random));
      const now = began + Math.floor((turn / turns) * 80 * 24 * 3_600_000);
      run(commitTurn({ engine: 'sqlite', now, leaseMs: 0 }, rows));
      eTags.set(talk, rows.newETag);
    }
  });
  for (let turn = 0; turn < turns; turn += 1_000) {
    some(turn, Math.min(turns, turn + 1_000));
    if (turn % 20_000 === 0) onProgress(`store: ${turn * 3} of ${activities} activities`);
  }
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}
