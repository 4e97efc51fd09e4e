import type { Translate } from '../../i18n.ts';
import { authoredBy } from '../conversations/said.ts';
import type { StaffActivity } from '../desk.ts';

/** Ready-made replies, in `locales/<locale>/staff.json` under `canned`. */
export const CANNED = ['hello', 'moment', 'details', 'email', 'apply', 'thanks'] as const;

export const isCanned = (name: string): name is (typeof CANNED)[number] =>
  CANNED.some((each) => each === name);

type Status = 'accepted' | 'completed';

/** What the Bot Framework's handoff protocol tells the channel. */
const statusEvent = (state: Status): StaffActivity => ({
  type: 'event',
  name: 'handoff.status',
  value: { state },
});

/** The state of the conversation while a person answers, and after; the assistant is quiet while it says `taken`. */
const withHandoff = (state: unknown, handoff: 'taken' | undefined): unknown => {
  const { handoff: _, ...rest } = (state ?? {}) as Record<string, unknown>;
  return handoff ? { ...rest, handoff } : rest;
};

interface Speaker {
  /** Texts in the visitor's language. */
  t: Translate;
  locale: string;
  /** The name that the visitor reads. */
  name: string;
}

/** Somebody has taken over: the visitor is told, the assistant goes quiet. */
export const taking =
  ({ t, locale, name }: Speaker) =>
  (state: unknown) => ({
    state: withHandoff(state, 'taken'),
    activities: [
      statusEvent('accepted'),
      { type: 'message' as const, locale, text: t('staff:visitor.joined', { name }) },
    ],
  });

/** A person's words, signed. The assistant is quiet from here on at the latest: two would speak otherwise. */
export const replying =
  ({ t, locale, name }: Speaker, text: string) =>
  (state: unknown) => ({
    state: withHandoff(state, 'taken'),
    activities: [
      {
        type: 'message' as const,
        locale,
        text: t('staff:visitor.signed', { text, name }),
        entities: [authoredBy(name)],
      },
    ],
  });

/** The assistant speaks again, and says so. */
export const givingBack =
  ({ t, locale }: Speaker) =>
  (state: unknown) => ({
    state: withHandoff(state, undefined),
    activities: [
      statusEvent('completed'),
      { type: 'message' as const, locale, text: t('staff:visitor.back') },
    ],
  });
