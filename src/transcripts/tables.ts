/** Every table with its columns and its key, parents first: what moves from one engine to another. */
export const TABLES = [
  {
    name: 'conversations',
    key: ['id'],
    columns: [
      'id',
      'channel',
      'user_id',
      'locale',
      'started_at',
      'last_at',
      'turns',
      'unanswered',
      'rating',
      'handoff',
      'reviewed_at',
      'reviewed_by',
    ],
  },
  {
    name: 'states',
    key: ['conversation_id'],
    columns: ['conversation_id', 'etag', 'last_seq', 'reference', 'state'],
  },
  { name: 'received', key: ['conversation_id', 'dedupe_id'], columns: ['conversation_id', 'dedupe_id'] },
  {
    name: 'activities',
    key: ['id'],
    columns: ['id', 'conversation_id', 'seq', 'direction', 'at', 'activity', 'words'],
  },
  {
    name: 'turns',
    key: ['id'],
    columns: [
      'id',
      'conversation_id',
      'first_seq',
      'last_seq',
      'at',
      'locale',
      'topic',
      'zone',
      'confidence',
      'unanswered',
      'reference',
      'evidence',
    ],
  },
  { name: 'events', key: ['id'], columns: ['id', 'conversation_id', 'turn_id', 'at', 'event'] },
  { name: 'outbox', key: ['id'], columns: ['id', 'conversation_id', 'seq', 'due_at', 'attempts', 'error'] },
  { name: 'tags', key: ['conversation_id', 'tag'], columns: ['conversation_id', 'tag'] },
  { name: 'notes', key: ['id'], columns: ['id', 'conversation_id', 'at', 'author', 'text'] },
  {
    name: 'handoffs',
    key: ['id'],
    columns: [
      'id',
      'conversation_id',
      'state',
      'summary',
      'contact',
      'requested_at',
      'taken_at',
      'taken_by',
      'closed_at',
    ],
  },
  { name: 'audit', key: ['id'], columns: ['id', 'at', 'actor', 'action', 'subject', 'detail'] },
] as const;

export type Table = (typeof TABLES)[number];

/** Tables that number their rows themselves; a conversation's id is the channel's. */
export const isNumbered = ({ name, key: [first] }: Table): boolean =>
  first === 'id' && name !== 'conversations';
