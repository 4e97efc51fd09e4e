import type { ConversationSummary, ReviewStore } from '../../transcripts/review.ts';
import { type ListQuery, pageAddress } from './query.ts';

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
const LONGEST_FIRST = 120;

const shortened = (text = ''): string =>
  text.length > LONGEST_FIRST ? `${text.slice(0, LONGEST_FIRST)}…` : text;

/** The page of conversations that a query asks for, newest first. */
export async function linesOf(
  store: Pick<ReviewStore, 'list' | 'search'>,
  { fields: { q, cursor }, filter }: ListQuery,
): Promise<Lines> {
  const page = { limit: LIMIT, ...(cursor && { cursor }) };
  if (q === undefined) {
    const { items, next } = await store.list(filter, page);
    return {
      lines: items.map(({ opening, ...conversation }) => ({ conversation, first: shortened(opening) })),
      next,
    };
  }
  const { items, next } = await store.search(q, filter, page);
  return {
    lines: items.map(({ conversation, seq, excerpt }) => ({ conversation, hit: { seq, excerpt } })),
    next,
  };
}

/** A conversation of the list, and the list as an address from which it goes on there. */
export interface Step {
  conversationId: string;
  list: string;
}

export interface Neighbours {
  previous?: Step;
  next?: Step;
}

/**
 * The conversations before and after one in the list that it was opened from. One that has left the list since, such
 * as one that was just reviewed, stands where it stood: the list is sorted by the last message.
 */
export async function neighboursOf(
  store: Pick<ReviewStore, 'list' | 'search'>,
  query: ListQuery,
  { conversationId, lastAt }: Pick<ConversationSummary, 'conversationId' | 'lastAt'>,
): Promise<Neighbours> {
  const { lines, next: cursor } = await linesOf(store, query);
  const all = [
    ...new Map(lines.map(({ conversation }) => [conversation.conversationId, conversation])).values(),
  ];
  const at = all.findIndex((each) => each.conversationId === conversationId);
  const after = at >= 0 ? at + 1 : all.findIndex((each) => each.lastAt <= lastAt);
  const list = pageAddress(query);
  const step = (conversation: ConversationSummary | undefined): Step | undefined =>
    conversation && { conversationId: conversation.conversationId, list };
  const isLast = after === all.length || after < 0;
  return {
    previous: step(all[at >= 0 ? at - 1 : isLast ? all.length - 1 : after - 1]),
    next: isLast && cursor ? await firstOf(store, query, cursor) : step(all[after]),
  };
}

/** Where the next page begins. */
async function firstOf(
  store: Pick<ReviewStore, 'list' | 'search'>,
  query: ListQuery,
  cursor: string,
): Promise<Step | undefined> {
  const further = { ...query, fields: { ...query.fields, cursor } };
  const [first] = (await linesOf(store, further)).lines;
  return first && { conversationId: first.conversation.conversationId, list: pageAddress(further) };
}
