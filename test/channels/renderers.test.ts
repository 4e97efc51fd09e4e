import { describe, expect, test } from '@jest/globals';
import { ActionTypes, type Activity, CardFactory } from 'botbuilder';
import { numbersChoices } from '../../src/channels/channels.ts';
import { splitText } from '../../src/channels/text.ts';
import { choice, renderOn, tableCard, withChoices } from './replies.ts';

const mandate = CardFactory.heroCard(
  '1. Conseillère ou conseiller en agroécologie',
  'Pour vous : votre domaine, agriculture.\n\nVous appuyez une coopérative de productrices de riz.',
  [],
  [
    choice('Pourquoi le n° 1 ?', 'Pourquoi le n° 1 ?'),
    choice('Le n° 1 m’intéresse', 'Le n° 1 me plaît'),
    { type: ActionTypes.OpenUrl, title: 'Voir l’affichage', value: 'https://ceci.example/1' },
  ],
  { subtitle: 'Bobo-Dioulasso, Burkina Faso · de 6 à 12 mois · français' },
);

const verdict = tableCard([
  ['Condition', 'Résultat', 'Raison'],
  ['Statut', 'oui', 'Vous avez la citoyenneté canadienne.'],
]);

const cited = (text: string, name = 'CECI, nouvelle du 17 mars 2022'): Partial<Activity> => ({
  text,
  entities: [
    {
      type: 'https://schema.org/Message',
      identifier: 'duration',
      citation: [{ position: 1, appearance: { name, url: 'https://ceci.example/nouvelle' } }],
    },
  ],
});

const sms = (activity: Partial<Activity>) => renderOn('sms', activity).map(({ text }) => text);

test('the web gets what the dialogs send', () => {
  const reply = withChoices(12, { attachments: [mandate] });
  const [shown, ...others] = renderOn('directline', reply);
  expect(shown).toMatchObject(reply);
  expect(others).toEqual([]);
});

describe('Teams', () => {
  const actionsOf = (activity: Partial<Activity> | undefined) =>
    (activity?.attachments ?? [])
      .flatMap(({ content }) => content.body ?? [])
      .flatMap(({ actions = [] }) => actions);

  test('shows three choices as suggested actions', () => {
    const [shown] = renderOn('msteams', withChoices(3));
    expect(shown?.suggestedActions?.actions).toHaveLength(3);
    expect(shown?.attachments).toBeUndefined();
  });

  test.each([
    ['four choices', withChoices(4), 4],
    ['nine choices', withChoices(9), 9],
    [
      'three choices in a team',
      withChoices(3, { conversation: { id: 't', conversationType: 'channel' } as never }),
      3,
    ],
  ])('shows %s as buttons of a card that say them', (_what, reply, count) => {
    const [shown] = renderOn('msteams', reply);
    expect(shown?.suggestedActions).toBeUndefined();
    expect(actionsOf(shown)).toHaveLength(count);
    expect(actionsOf(shown)[0]).toMatchObject({
      type: 'Action.Submit',
      data: {
        says: 'Une réponse assez longue, la 1',
        msteams: { type: 'imBack', value: 'Une réponse assez longue, la 1' },
      },
    });
  });

  test('shows a mandate as a card whose lines wrap, and its choices after the carousel', () => {
    const shown = renderOn(
      'msteams',
      withChoices(2, { attachments: [mandate, mandate], attachmentLayout: 'carousel' }),
    );
    expect(shown).toHaveLength(2);
    expect(shown[0]).toMatchObject({ attachmentLayout: 'carousel', summary: 'Que voulez-vous savoir ?' });
    expect(shown[0]?.attachments?.[0]?.content).toMatchObject({ type: 'AdaptiveCard', version: '1.5' });
    // A paragraph a block, or they would stand without a gap.
    expect(
      shown[0]?.attachments?.[0]?.content.body.map(({ text = '' }: { text?: string }) => text.slice(0, 9)),
    ).toEqual(['1.\u00a0Consei', 'Bobo-Diou', 'Pour vous', 'Vous appu', '']);
    expect(actionsOf(shown[0]).filter(({ type }) => type === 'Action.OpenUrl')).toHaveLength(2);
    expect(actionsOf(shown[1])).toHaveLength(2);
  });

  test('keeps the verdict’s table and puts the choices below it', () => {
    const [shown, ...others] = renderOn('msteams', withChoices(4, { attachments: [verdict] }));
    expect(others).toEqual([]);
    expect(shown?.attachments?.[0]?.content).toMatchObject({
      body: [{ type: 'Table' }],
      msteams: { width: 'Full' },
    });
    expect(actionsOf(shown)).toHaveLength(4);
  });

  test('marks a source as Teams cites it', () => {
    expect(renderOn('msteams', cited('De 3 mois à 1 an.'))[0]?.text).toBe('De 3 mois à 1 an. [1]');
  });

  test('says a source in words when its name is too long for a citation', () => {
    const text = renderOn('msteams', cited('De 3 mois à 1 an.', 'x'.repeat(90)))[0]?.text;
    expect(text).toContain(`Source\u00a0: ${'x'.repeat(90)}`);
    expect(text).not.toContain('[1]');
  });

  test('parts lines that Teams would run together, but not those of a list', () => {
    expect(renderOn('msteams', { text: 'Pourquoi ?\n- un\n- deux\nVoici.' })[0]?.text).toBe(
      'Pourquoi ?\n\n- un\n- deux\n\nVoici.',
    );
  });

  test('a card of a newer version is lowered to one that Teams renders', () => {
    const newer = CardFactory.adaptiveCard({
      type: 'AdaptiveCard',
      version: '1.6',
      body: [{ type: 'TextBlock', text: 'Bonjour' }],
    });
    const [shown] = renderOn('msteams', { attachments: [newer] });
    expect(shown?.attachments?.[0]?.content).toMatchObject({ version: '1.5', fallbackText: 'Bonjour' });
  });

  test('a text of 100 KB arrives in several messages', () => {
    const shown = renderOn('msteams', { text: 'Une phrase de plus. '.repeat(5_000) });
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.map(({ text }) => text).join(' ')).toBe('Une phrase de plus. '.repeat(5_000).trim());
  });

  test.each(['msteams', 'facebook'] as const)('no event of our own systems is sent to %s', (channel) => {
    expect(renderOn(channel, { type: 'event', name: 'handoff.initiate' })).toEqual([]);
  });
});

describe('Messenger', () => {
  const payload = (activity: Partial<Activity> | undefined) => activity?.channelData?.attachment?.payload;

  test('shows choices as quick replies by the labels that people shortened; they say the whole', () => {
    const [shown] = renderOn('facebook', withChoices(10));
    expect(shown?.suggestedActions?.actions).toHaveLength(10);
    expect(shown?.suggestedActions?.actions[0]).toMatchObject({
      title: 'Réponse 1',
      value: 'Une réponse assez longue, la 1',
    });
  });

  test('choices beyond ten become buttons, which stay when the quick replies are gone', () => {
    const [question, more, last] = renderOn('facebook', withChoices(12));
    expect(question?.text).toBe('Que voulez-vous savoir ?');
    expect(payload(more)).toMatchObject({
      template_type: 'button',
      text: 'Autres réponses possibles\u00a0:',
    });
    expect(payload(more).buttons.map(({ title }: { title: string }) => title)).toEqual([
      'Réponse 11',
      'Réponse 12',
    ]);
    expect(last?.text).toBe('Que choisissez-vous\u00a0?');
    expect(last?.suggestedActions?.actions).toHaveLength(10);
  });

  test('a label that nobody shortened is said in words, never cut', () => {
    const [shown] = renderOn('facebook', {
      text: 'Et vous ?',
      suggestedActions: { to: [], actions: [choice('Une très longue réponse sans libellé court')] },
    });
    expect(shown?.text).toContain('«\u00a0Une très longue réponse sans libellé court\u00a0»');
    expect(shown?.suggestedActions).toBeUndefined();
  });

  test('a mandate is told in full, then shown as an element with its buttons', () => {
    const [told, elements, last] = renderOn('facebook', withChoices(2, { attachments: [mandate] }));
    expect(told?.text).toContain(
      '1. Conseillère ou conseiller en agroécologie\nPour vous : votre domaine, agriculture.',
    );
    expect(payload(elements).elements[0]).toMatchObject({
      title: '1. Conseillère ou conseiller en agroécologie',
      subtitle: 'Bobo-Dioulasso, Burkina Faso · de 6 à 12 mois · français',
      buttons: [
        { type: 'postback', title: 'Pourquoi le n° 1 ?', payload: 'Pourquoi le n° 1 ?' },
        { type: 'postback', title: 'Le n° 1 me plaît', payload: 'Le n° 1 m’intéresse' },
        { type: 'web_url', title: 'Voir l’affichage', url: 'https://ceci.example/1' },
      ],
    });
    expect(last?.suggestedActions?.actions).toHaveLength(2);
  });

  test('what is told of a card is not parted over two bubbles', () => {
    const long = (number: number) =>
      CardFactory.heroCard(`${number}. Un mandat`, 'Une phrase de plus. '.repeat(20), [], [choice('Oui')], {
        subtitle: 'Kaolack, Sénégal',
      });
    const shown = renderOn('facebook', { text: 'Voici.', attachments: [1, 2, 3].map(long) });
    const told = shown.flatMap(({ text }) => (text ? [text] : []));
    expect(told.map((text) => text.split('\n')[0])).toEqual(['Voici.', '2. Un mandat', '3. Un mandat']);
    expect(told[0]).toContain('1. Un mandat');
  });

  test('a verdict is lines of text, never a card', () => {
    const shown = renderOn('facebook', { text: 'Voici.', attachments: [verdict] });
    expect(shown).toHaveLength(1);
    expect(shown[0]?.text).toBe(
      'Voici.\n\nCondition – Résultat – Raison\nStatut – oui – Vous avez la citoyenneté canadienne.',
    );
    expect(shown[0]?.attachments).toBeUndefined();
  });

  test('the source of an answer is said', () => {
    expect(renderOn('facebook', cited('De 3 mois à 1 an.'))[0]?.text).toContain(
      'Source\u00a0: CECI, nouvelle du 17 mars 2022',
    );
  });

  test('bold and links are written as people write them', () => {
    expect(renderOn('facebook', { text: '**Durée** : [la liste](https://ceci.example)' })[0]?.text).toBe(
      'Durée : la liste : https://ceci.example',
    );
  });
});

describe('any other channel', () => {
  test('numbers the choices, to be answered by number or in words', () => {
    expect(sms(withChoices(2))).toEqual([
      'Que voulez-vous savoir ?\n\nRépondez par un numéro ou avec vos mots\u00a0:\n1. Une réponse assez longue, la 1\n2. Une réponse assez longue, la 2',
    ]);
    expect(numbersChoices('sms')).toBe(true);
    expect(['directline', 'webchat', 'emulator', 'msteams', 'facebook'].map(numbersChoices)).not.toContain(
      true,
    );
  });

  test('tells a card with its links and what one can answer', () => {
    expect(sms({ text: 'Voici.', attachments: [mandate] })[0]).toContain(
      'Voir l’affichage : https://ceci.example/1\nVous pouvez répondre «\u00a0Pourquoi le n° 1 ?\u00a0» ou «\u00a0Le n° 1 m’intéresse\u00a0».',
    );
  });

  test.each(['__proto__', 'constructor', 'toString', ''])(
    'a channel named %p is one of them',
    (channelId) => {
      expect(renderOn(channelId as 'sms', withChoices(1))[0]?.text).toContain('1. Une réponse');
    },
  );
});

describe('a text is cut', () => {
  test.each([
    ['between paragraphs', `${'a'.repeat(30)}\n\n${'b'.repeat(30)}`, [`${'a'.repeat(30)}`, 'b'.repeat(30)]],
    [
      'after a sentence',
      'Une phrase courte ici. Une autre phrase qui suit.',
      ['Une phrase courte ici.', 'Une autre phrase qui suit.'],
    ],
    [
      'after a closing quote',
      '« Vous apprendrez autant. » Puis encore du texte.',
      ['« Vous apprendrez autant. »', 'Puis encore du texte.'],
    ],
    [
      'between words, when a sentence is too long',
      'un deux trois quatre cinq six sept huit neuf',
      ['un deux trois quatre cinq six sept huit', 'neuf'],
    ],
    [
      'not at a space that holds words together',
      'Est-ce que cela dure vraiment 3\u00a0mois ?',
      ['Est-ce que cela dure vraiment 3\u00a0mois ?'],
    ],
  ])('%s', (_where, text, pieces) => {
    expect(splitText(text, 40)).toEqual(pieces);
  });

  test('a link stays whole as long as the channel takes it', () => {
    const link = `https://ceci.example/${'x'.repeat(900)}`;
    expect(splitText(`Voici : ${link} Merci.`, 640, 2_000)).toEqual(['Voici :', link, 'Merci.']);
  });

  test('no character is parted from its marks', () => {
    const family = '👩‍👩‍👧‍👦'.repeat(20);
    const pieces = splitText(family, 41);
    expect(pieces.join('')).toBe(family);
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
  });
});
