import type { Config } from '../config.ts';
import type { Content } from '../content/content.ts';
import type { Texts } from '../content/shipped.ts';
import type { I18n } from '../i18n.ts';
import type { Logger } from '../log.ts';
import type { MandateStore } from '../mandates/store.ts';
import type { ConversationStore } from '../transcripts/store.ts';
import type { TurnFacts } from '../transcripts/turn.ts';
import type { Understanding } from '../understanding/understood.ts';
import type { Pages } from './pages/pages.ts';
import type { Visit } from './pages/visit.ts';
import type { Words } from './pages/words.ts';
import type { StaffDatabase } from './storage/database.ts';

/** What staff sends into a conversation; who it is from and to is filled in on the way. */
export interface StaffActivity {
  type: 'message' | 'event';
  text?: string;
  locale?: string;
  name?: string;
  value?: unknown;
  entities?: { type: string; [property: string]: unknown }[];
}

/**
 * Says something in a conversation, on the channel that it uses, and keeps it with the changed state in one commit.
 * `change` may be run again when a turn of the visitor was quicker.
 */
export type Speak = (
  conversationId: string,
  change: (state: unknown) => { state: unknown; activities: StaffActivity[]; facts?: TurnFacts },
) => Promise<void>;

/** Understanding that is only tried out: it reads questions and serves nobody. */
export type Rehearsal = Pick<Understanding, 'understand' | 'close'>;

/** What the staff pages are handed when the program is put together. */
export interface StaffParts {
  config: Pick<Config, 'publicUrl' | 'home' | 'defaultLocale' | 'trustProxy' | 'oidc'>;
  logger: Logger;
  i18n: I18n;
  /** What the installation signs with. */
  key: Uint8Array;
  database: StaffDatabase;
  store: ConversationStore;
  content: Content;
  mandates: MandateStore;
  speak: Speak;
  /** Trains on phrases beside what serves, to see what they would do. */
  rehearse(phrases: Texts['phrases']): Promise<Rehearsal>;
  now?: () => Date;
}

/** The same as the pages work with it. */
export interface Desk extends Omit<StaffParts, 'now'> {
  pages: Pages;
  now(): Date;
  words(visit: Visit): Words;
}
