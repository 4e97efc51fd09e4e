import type { ConversationStore } from '../../src/transcripts/store.ts';

const DAY_MS = 24 * 3_600_000;

/** A clock that is beyond every lease, also those that an earlier look took, each time it is made. */
export function beyondLeases(): () => Date {
  days++;
  const ahead = days * DAY_MS;
  return () => new Date(Date.now() + ahead);
}
let days = 0;

export interface Found {
  acknowledged: number;
  /** Acknowledged turns that are not there. */
  lost: number;
  /** Turns of which a part is missing, doubled or out of order. */
  partial: number;
  /** Replies that are there, but neither sent nor waiting in the outbox. */
  undelivered: number;
  /** Replies that were sent more than once: the process was killed between sending and noting it. */
  repeated: number;
}

/** Compares what a writing process said with what the store holds. */
export async function promisesKept(
  store: Pick<ConversationStore, 'load' | 'read' | 'pending'>,
  lines: string[],
): Promise<Found> {
  const acknowledged = numbersOf(lines, 'acked');
  const sent = numbersOf(lines, 'sent');
  const found: Found = { acknowledged: 0, lost: 0, partial: 0, undelivered: 0, repeated: 0 };
  const talks = new Set([...acknowledged.keys(), ...sent.keys()]);
  const replies: string[] = [];
  for (const talk of talks) {
    const { state } = await store.load(talk);
    const kept = await store.read(talk);
    const turns = kept.length / 2;
    const { count = 0 } = (state ?? {}) as { count?: number };
    const acked = acknowledged.get(talk) ?? [];
    found.acknowledged += acked.length;
    found.lost += acked.filter((number) => number > turns).length;
    const isWhole = kept.every(
      ({ seq, activity }, index) => seq === index + 1 && Number(activity.text) === Math.floor(index / 2) + 1,
    );
    if (!isWhole || count !== turns) found.partial++;
    const delivered = sent.get(talk) ?? [];
    for (let number = 1; number <= turns; number++) {
      if (!delivered.includes(number)) replies.push(`${talk} ${number}`);
    }
    found.repeated += delivered.length - new Set(delivered).size;
  }
  // Looked at last: a server may still be committing what a killed process had sent it.
  const waiting = await store.pending(10_000);
  const due = new Set(waiting.map(({ conversationId, activity }) => `${conversationId} ${activity.text}`));
  found.undelivered = replies.filter((reply) => !due.has(reply)).length;
  return found;
}

function numbersOf(lines: string[], what: string): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  for (const line of lines) {
    const [said, talk = '', number] = line.split(' ');
    if (said === what) numbers.set(talk, [...(numbers.get(talk) ?? []), Number(number)]);
  }
  return numbers;
}
