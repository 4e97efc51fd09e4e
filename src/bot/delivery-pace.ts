import { type Rate, TEAMS } from '../channels/limits.ts';

/** Keeps to the number of messages that a channel takes from a bot in one conversation. */
export interface Pace {
  /** Milliseconds until the conversation may get its next message. */
  waitFor(channel: string, conversationId: string): number;
  sent(channel: string, conversationId: string): void;
}

const RATES: Record<string, readonly Rate[]> = { msteams: TEAMS.rates };

/** Counts what this program has sent; other instances and restarts are left to the channel's own 429. */
export function createPace(now: () => number = Date.now): Pace {
  const sentAt = new Map<string, number[]>();

  return {
    waitFor(channel, conversationId) {
      const times = sentAt.get(conversationId) ?? [];
      const waits = (RATES[channel] ?? []).map(({ messages, seconds }) => {
        const first = times.at(-messages);
        return times.length < messages || first === undefined ? 0 : first + seconds * 1_000 - now();
      });
      return Math.max(0, ...waits);
    },
    sent(channel, conversationId) {
      const rates = RATES[channel];
      if (!rates) return;
      const longest = Math.max(...rates.map(({ seconds }) => seconds)) * 1_000;
      for (const [id, times] of sentAt) {
        // The first conversation that spoke lately ends the search: they stand in the order of their last message.
        if (now() - (times.at(-1) ?? 0) < longest) break;
        sentAt.delete(id);
      }
      const most = Math.max(...rates.map(({ messages }) => messages));
      const times = [...(sentAt.get(conversationId) ?? []), now()].slice(-most);
      sentAt.delete(conversationId);
      sentAt.set(conversationId, times);
    },
  };
}
