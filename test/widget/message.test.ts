import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tamed } from '../../src/widget/cards/tamed.ts';
import { safeAddress } from '../../src/widget/panel/link.ts';
import { readMessage } from '../../src/widget/panel/message.ts';

const SERVER = 'https://chat.example/';
const read = (activity: object) => readMessage({ type: 'message', ...activity }, SERVER);

describe('a message as the panel shows it', () => {
  test('buttons say their value, links are kept when they are safe, the rest is left out', () => {
    const actions = [
      { type: 'imBack', title: 'Oui', value: 'Oui, merci' },
      { type: 'postBack', title: 'Noter', value: { stars: 5 } },
      { type: 'messageBack', title: 'Plus', text: 'encore', displayText: 'Encore' },
      { type: 'openUrl', title: 'Lire', value: 'https://example.org/' },
      { type: 'openUrl', title: 'Piège', value: 'javascript:1' },
      { type: 'call', title: 'Appeler', value: 'tel:1' },
    ];
    expect(read({ suggestedActions: { actions } }).choices).toEqual([
      { title: 'Oui', says: { type: 'message', text: 'Oui, merci' } },
      { title: 'Noter', says: { type: 'message', value: { stars: 5 }, text: undefined } },
      { title: 'Plus', says: { type: 'message', value: undefined, text: 'Encore' } },
      { title: 'Lire', address: 'https://example.org/' },
    ]);
  });

  test('pictures of our own server are shown, others are left out', () => {
    const card = (url: string) => ({
      contentType: 'application/vnd.microsoft.card.hero',
      content: { title: 'Un mandat', images: [{ url }] },
    });
    const attachments = [card('https://chat.example/a.png'), card('https://elsewhere.example/a.png')];
    expect(read({ attachments }).cards).toMatchObject([
      { image: 'https://chat.example/a.png' },
      { image: undefined },
    ]);
  });

  test('an Adaptive Card that is one table of texts is a table, any other is left to the library', () => {
    const cell = (text: string) => ({ type: 'TableCell', items: [{ type: 'TextBlock', text }] });
    const table = { type: 'Table', rows: [{ cells: [cell('Durée')] }, { cells: [cell('3 mois')] }] };
    const card = (content: object) =>
      read({ attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] }).cards[0];
    expect(card({ body: [table] })).toEqual({
      kind: 'table',
      table: {
        head: [{ text: 'Durée', tone: undefined }],
        rows: [[{ text: '3 mois', tone: undefined }]],
        speak: '',
      },
    });
    for (const content of [
      { body: [table, table] },
      { body: [table], actions: [{ type: 'Action.Submit' }] },
      { body: [{ type: 'Table', rows: [{ cells: [{ items: [{ type: 'Image' }] }] }] }] },
      { body: [{ type: 'Table', rows: [] }] },
    ])
      expect(card(content)).toMatchObject({ kind: 'adaptive' });
  });

  test('characters that turn the text around are taken out, wherever they stand', () => {
    const named = 'a\u202egnp.exe\u202c\u2066b';
    const { text, cards, choices, sources } = read({
      text: named,
      attachments: [{ contentType: 'text/plain', contentUrl: 'https://example.org/a', name: named }],
      suggestedActions: { actions: [{ type: 'openUrl', title: named, value: 'https://example.org/' }] },
      entities: [{ type: 'https://schema.org/Message', citation: [{ appearance: { name: named } }] }],
    });
    expect([text, cards[0], choices[0], sources[0]]).toEqual([
      'agnp.exeb',
      expect.objectContaining({ name: 'agnp.exeb' }),
      expect.objectContaining({ title: 'agnp.exeb' }),
      expect.objectContaining({ name: 'agnp.exeb' }),
    ]);
  });

  test('what a person of the team wrote is theirs, all else the assistant’s', () => {
    const by = (author: unknown) =>
      read({ entities: [{ type: 'https://schema.org/Message', author }] }).author;
    expect(by({ '@type': 'Person', name: 'Camille' })).toBe('Camille');
    for (const author of [undefined, 'Camille', {}, { name: 7 }, { name: '' }])
      expect(by(author)).toBeUndefined();
    expect(read({ entities: [{ type: 'mention', author: { name: 'Camille' } }] }).author).toBeUndefined();
  });

  test('whatever comes, it can be shown', () => {
    const field = fc.constantFrom(
      'text',
      'attachments',
      'entities',
      'suggestedActions',
      'from',
      'timestamp',
      'locale',
      'channelData',
    );
    fc.assert(
      fc.property(fc.dictionary(field, fc.jsonValue()), (activity) => {
        const message = read(activity);
        expect(typeof message.text).toBe('string');
        expect(Array.isArray(message.cards)).toBe(true);
      }),
    );
  });
});

test('an Adaptive Card asks no other server for pictures, wherever they are named', () => {
  const own = { type: 'Image', url: 'https://chat.example/a.png' };
  const foreign = { type: 'Image', url: 'https://elsewhere.example/a.png', altText: 'Un champ' };
  const card = {
    type: 'AdaptiveCard',
    backgroundImage: { url: 'https://elsewhere.example/b.png' },
    body: [own, foreign, { type: 'ColumnSet', columns: [{ items: [foreign] }] }],
    actions: [{ type: 'Action.Submit', iconUrl: 'https://elsewhere.example/c.png' }],
  };
  const shown = tamed(card, { origin: 'https://chat.example', safeAddress });
  expect(JSON.stringify(shown)).not.toContain('elsewhere');
  expect(shown.body[0]).toEqual(own);
  expect(shown.body[1]).toMatchObject({ type: 'TextBlock', text: 'Un champ' });
});

test('an Adaptive Card has no button or surface that runs a script', () => {
  const bad = { type: 'Action.OpenUrl', url: 'javascript:1' };
  const good = { type: 'Action.OpenUrl', url: 'https://example.org/' };
  const card = { body: [{ type: 'Container', selectAction: bad, items: [] }], actions: [bad, good] };
  expect(tamed(card, { origin: 'https://chat.example', safeAddress })).toEqual({
    body: [{ type: 'Container', items: [] }],
    actions: [good],
  });
});
