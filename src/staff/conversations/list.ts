import type { ConversationSummary, ReviewStore } from '../../transcripts/review.ts';
import { searchableText } from '../../transcripts/words.ts';
import type { ListQuery } from './query.ts';

/** One line of the list; a search adds where the words were found. */
export interface Line {
  conversation: ConversationSummary;
  /** What the visitor wrote first, masked. */
  first?: string;
  hit?: { seq: number; excerpt: { text: string; mark: boolean }[] };
}

export interface Lines {
  lines: Line[];
  next?: string;
}

const LIMIT = 50;

/** The page of conversations that a query asks for, newest first. */
export async function linesOf(
  store: Pick<ReviewStore, 'list' | 'search'>,
  { fields: { q, cursor }, filter }: ListQuery,
): Promise<Lines> {
  const page = { limit: LIMIT, ...(cursor && { cursor }) };
  if (q === undefined) {
    const { items, next } = await store.list(filter, page);
    return { lines: items.map((conversation) => ({ conversation })), next };
  }
  const { items, next } = await store.search(q, filter, page);
  return {
    lines: items.map(({ conversation, seq, excerpt }) => ({ conversation, hit: { seq, excerpt } })),
    next,
  };
}

export interface Neighbours {
  previous?: string;
  next?: string;
}

/** The conversations before and after one in the list that it was opened from. */
export async function neighboursOf(
  store: Pick<ReviewStore, 'list' | 'search'>,
  query: ListQuery,
  conversationId: string,
): Promise<Neighbours> {
  const { lines } = await linesOf(store, query);
  const ids = [...new Set(lines.map(({ conversation }) => conversation.conversationId))];
  const at = ids.indexOf(conversationId);
  return at < 0 ? {} : { previous: ids[at - 1], next: ids[at + 1] };
}

/** How many activities are looked through for the visitor's first words: greeting and card included. */
const BEGINNING = 6;
const LONGEST = 120;

/** The lines with what each visitor wrote first, by which one knows a conversation again. */
export const withFirstWords = (store: Pick<ReviewStore, 'transcript'>, lines: Line[]): Promise<Line[]> =>
  Promise.all(
    lines.map(async (line) => {
      const said = await store.transcript(line.conversation.conversationId, { limit: BEGINNING });
      const message = said.find(
        ({ direction, activity }) => direction === 'in' && activity.type === 'message',
      );
      const first = message && searchableText(message.activity);
      return {
        ...line,
        ...(first && { first: first.length > LONGEST ? `${first.slice(0, LONGEST)}…` : first }),
      };
    }),
  );
