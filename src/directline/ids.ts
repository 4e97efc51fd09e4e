import { createHash, randomBytes } from 'node:crypto';

/** 128 random bits: nobody finds another visitor's conversation by trying. */
export const newConversationId = (): string => randomBytes(16).toString('hex');

export const newUserId = (): string => `dl_${randomBytes(16).toString('hex')}`;

/** A client may bring its own user id when it looks as unguessable as ours; any other is replaced. */
export const isUserId = (id: unknown): id is string =>
  typeof id === 'string' && /^dl_[A-Za-z0-9_-]{22,64}$/.test(id);

/** The same for the same words: a resent message is recognised by it. */
export const digestId = (...words: string[]): string =>
  createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 32);
