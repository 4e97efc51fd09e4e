import path from 'node:path';
import { ActionTypes, type Activity, type Attachment, CardFactory } from 'botbuilder';
import fc from 'fast-check';
import { createRender } from '../../src/channels/channels.ts';
import { createI18n } from '../../src/i18n.ts';
import type { Channel } from './broken-limits.ts';

export const LOCALES_DIR = path.resolve(import.meta.dirname, '../../locales');

const draw = createRender(await createI18n(LOCALES_DIR));

/** What a channel gets of a reply. */
export const renderOn = (channel: Channel, activity: Partial<Activity>): Partial<Activity>[] =>
  draw({ type: 'message', locale: 'fr', channelId: channel, ...activity });

export const choice = (title: string, short?: string) => ({
  type: ActionTypes.ImBack,
  title,
  value: title,
  channelData: { short },
});

export const withChoices = (count: number, more: Partial<Activity> = {}): Partial<Activity> => ({
  text: 'Que voulez-vous savoir ?',
  suggestedActions: {
    to: [],
    actions: Array.from({ length: count }, (_, index) =>
      choice(`Une réponse assez longue, la ${index + 1}`, `Réponse ${index + 1}`),
    ),
  },
  ...more,
});

/** A table as the verdict shows one. */
export const tableCard = (rows: string[][]): Attachment =>
  CardFactory.adaptiveCard({
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: rows.map((row) => row.join(' – ')).join('\n'),
    body: [
      {
        type: 'Table',
        columns: [{ width: 2 }, { width: 2 }, { width: 5 }],
        rows: rows.map((row) => ({
          type: 'TableRow',
          cells: row.map((text) => ({ type: 'TableCell', items: [{ type: 'TextBlock', text, wrap: true }] })),
        })),
      },
    ],
  });

const READ = new Set(['text', 'title', 'subtitle', 'altText', 'url']);

/** Everything that people can read or press in an activity, whatever the channel. */
export function wordsShown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) =>
      typeof inner === 'string' ? (READ.has(key) ? inner : '') : key === 'entities' ? '' : wordsShown(inner),
    )
    .filter(Boolean)
    .join(' ');
}

const lengths = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 2, arbitrary: fc.integer({ min: 13, max: 200 }) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 3_000 }) },
);

/** A word of any length: letters of several scripts, so that bytes and characters differ. */
const word = fc
  .tuple(fc.constantFrom('a', 'é', 'ñ', 'œ', '字', '𝕏', 'ك'), lengths, fc.integer({ min: 0, max: 999 }))
  .map(([letter, length, number]) => `${number}${letter.repeat(Math.max(1, length - 3))}`);

const sentence = (most: number) =>
  fc
    .array(fc.tuple(word, fc.constantFrom('', '', '', '.', ' ?', '!', '\n', '\n\n', ',')), {
      maxLength: most,
    })
    .map((parts) => parts.map((part) => part.join('')).join(' '));

const anyChoice = fc
  .tuple(sentence(6), fc.option(fc.string({ minLength: 1, maxLength: 19 }), { nil: undefined }))
  .filter(([title]) => title.trim() !== '')
  .map(([title, short]) => choice(title.trim(), short));

const heroCard = fc
  .tuple(sentence(12), sentence(12), sentence(80), fc.array(anyChoice, { maxLength: 8 }))
  .map(([title, subtitle, text, buttons]) => CardFactory.heroCard(title, text, [], buttons, { subtitle }));

const anyTable = fc
  .array(fc.array(sentence(10), { minLength: 1, maxLength: 4 }), { maxLength: 8 })
  .map(tableCard);

/** Replies of any length and mixture. */
export const anyReply: fc.Arbitrary<Partial<Activity>> = fc
  .record({
    text: sentence(300),
    attachments: fc.array(fc.oneof(heroCard, anyTable), { maxLength: 14 }),
    attachmentLayout: fc.constantFrom('carousel', 'list'),
    actions: fc.array(anyChoice, { maxLength: 20 }),
    conversationType: fc.constantFrom('personal', 'channel', undefined),
    sources: fc.array(sentence(20), { maxLength: 3 }),
  })
  .map(({ actions, conversationType, sources, ...reply }) => ({
    ...reply,
    conversation: {
      id: 'c',
      isGroup: false,
      name: '',
      ...(conversationType && { conversationType }),
    } as Activity['conversation'],
    ...(actions.length > 0 && { suggestedActions: { to: [], actions } }),
    entities: [
      {
        type: 'https://schema.org/Message',
        identifier: 'topic',
        citation: sources
          .filter((name) => name.trim() !== '')
          .map((name, index) => ({ position: index + 1, appearance: { name: name.trim() } })),
      },
    ],
  }));
