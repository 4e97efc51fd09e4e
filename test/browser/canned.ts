import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { ConversationStore } from '../../src/transcripts/store.ts';
import type { ActivityJson } from '../../src/transcripts/turn.ts';

type Said = Partial<ActivityJson>;

/** A bot that answers given words with given activities, through the store as the real one does; one word erases. */
export function createCannedBot(store: ConversationStore, answers: Record<string, Said[]>) {
  const heard: string[] = [];
  return {
    heard,
    async receive(incoming: Activity): Promise<void> {
      const conversationId = incoming.conversation.id;
      const said = incoming.type === 'message' ? (incoming.text ?? '') : incoming.type;
      heard.push(said);
      await store.exclusive(conversationId, async () => {
        const { eTag } = await store.load(conversationId);
        const erases = said === 'Oui, tout effacer';
        if (erases) await store.erase({ conversationId }, 'test');
        const replies = answers[said] ?? [{ text: `You said: ${said.slice(0, 100)}` }];
        await store.commitTurn({
          conversationId,
          channel: incoming.channelId,
          userId: incoming.from.id,
          dedupeId: incoming.id,
          eTag: erases ? undefined : eTag,
          state: {},
          activities: [
            ...(incoming.type === 'message' && !erases
              ? [{ direction: 'in' as const, activity: JSON.parse(JSON.stringify(incoming)) as ActivityJson }]
              : []),
            ...replies.map((reply) => ({ direction: 'out' as const, activity: messageOf(incoming, reply) })),
          ],
          outbox: [],
          facts: {},
        });
      });
    },
  };
}

const messageOf = (incoming: Activity, said: Said): ActivityJson => ({
  type: 'message',
  id: randomUUID(),
  timestamp: new Date().toISOString(),
  from: incoming.recipient,
  recipient: incoming.from,
  replyToId: incoming.id,
  locale: incoming.locale,
  ...said,
});

const say = (...titles: string[]) => ({
  suggestedActions: { to: [], actions: titles.map((title) => ({ type: 'imBack', title, value: title })) },
});

const card = (kind: string, content: object) => ({
  contentType: `application/vnd.microsoft.card.${kind}`,
  content,
});

const mandate = (number: number) =>
  card('hero', {
    title: `${number}. Appuyer une coopérative de riz`,
    subtitle: 'Bobo-Dioulasso, Burkina Faso · de 6 à 12 mois · français',
    text: 'Pour vous : votre domaine, agriculture.\n\nVous accompagnez **des productrices** dans leurs ventes.',
    buttons: [
      { type: 'imBack', title: `Pourquoi le n° ${number} ?`, value: `Pourquoi le n° ${number} ?` },
      { type: 'imBack', title: `Le n° ${number} m’intéresse`, value: `Le n° ${number} m’intéresse` },
      { type: 'openUrl', title: 'Voir l’affichage', value: 'https://example.org/mandat' },
    ],
  });

const cell = (text: string, style?: string) => ({
  type: 'TableCell',
  ...(style && { style }),
  items: [{ type: 'TextBlock', text, wrap: true }],
});
const row = (...cells: object[]) => ({ type: 'TableRow', cells });

const verdict = card('adaptive', {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    {
      type: 'Table',
      firstRowAsHeaders: true,
      columns: [{ width: 2 }, { width: 2 }, { width: 5 }],
      rows: [
        row(cell('Condition'), cell('Réponse'), cell('Pourquoi')),
        row(cell('Statut au Canada'), cell('Oui', 'good'), cell('Les mandats s’adressent aux résidents.')),
        row(cell('Durée'), cell('À confirmer', 'warning'), cell('Vous n’avez pas précisé de durée.')),
        row(cell('Langue'), cell('Non', 'attention'), cell('Il faut parler français.')),
      ],
    },
  ],
});

const form = card('adaptive', {
  type: 'AdaptiveCard',
  version: '1.5',
  fallbackText: 'Un formulaire',
  body: [
    { type: 'TextBlock', text: 'Votre avis', style: 'heading', size: 'Large', wrap: true },
    { type: 'TextBlock', text: 'Écrivez **un mot** : [notre site](https://example.org)', wrap: true },
    { type: 'Image', url: 'https://elsewhere.example/pixel.png', altText: 'Un paysage' },
    { type: 'Input.Text', id: 'comment', label: 'Commentaire' },
  ],
  actions: [
    { type: 'Action.Submit', title: 'Envoyer l’avis', data: { kind: 'comment' } },
    { type: 'Action.OpenUrl', title: 'Danger', url: 'javascript:window.hacked=1' },
  ],
});

const source = {
  entities: [
    {
      type: 'https://schema.org/Message',
      '@type': 'Message',
      '@context': 'https://schema.org',
      identifier: 'countries',
      citation: [
        {
          '@type': 'Claim',
          position: 1,
          appearance: { '@type': 'DigitalDocument', name: 'CECI, nouvelle du 17 mars 2022' },
        },
      ],
    },
  ],
};

/** Everything that a bot may send, and what must not harm a visitor. */
export const ANSWERS: Record<string, Said[]> = {
  conversationUpdate: [
    {
      text: 'Bonjour ! Je réponds à vos questions.\n\nPar où commencer ?',
      ...say('Est-ce fait pour moi ?', 'Trouver un mandat', 'Vérifier mon admissibilité'),
    },
  ],
  'Trouver un mandat': [
    {
      text: 'Voici les 3 mandats qui vous correspondent le mieux.',
      attachmentLayout: 'carousel',
      attachments: [1, 2, 3].map(mandate),
      ...say('Changer de pays', 'Parler à quelqu’un'),
    },
  ],
  'Vérifier mon admissibilité': [
    { text: 'Voici le détail.', attachments: [verdict], ...source, ...say('Pourquoi ?') },
  ],
  formulaire: [{ text: 'Un mot ?', attachments: [form] }],
  'deux bulles': [{ text: 'La première.' }, { text: 'La seconde.', ...say('Oui', 'Non') }],
  'une collègue, le lendemain': [
    {
      text: 'Bonjour, ici Camille du CECI.',
      timestamp: '2100-01-01T15:00:00Z',
      entities: [{ type: 'https://schema.org/Message', author: { '@type': 'Person', name: 'Camille' } }],
    },
  ],
  markdown: [
    {
      text: '**Gras**, *italique* et `code`\nnouvelle ligne\n\n- un\n- deux\n\n3. trois\n4. quatre\n\n[un lien](https://example.org/a) et https://example.org/b.',
      ...source,
    },
  ],
  fin: [{ text: 'Au revoir.' }, { type: 'endOfConversation' }],
  English: [{ text: 'Very well, let us go on in English.', locale: 'en', ...say('Find a mandate') }],
  Español: [{ text: 'Muy bien, sigamos en español.', locale: 'es', ...say('Buscar un mandato') }],
  hostile: [
    { text: '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>' },
    {
      text: '[cliquez](javascript:window.hacked=1) et [là](data:text/html,<script>window.hacked=1</script>)',
    },
    { text: '![pixel](https://elsewhere.example/pixel.png) <iframe src="javascript:window.hacked=1">' },
    { text: `Un nom \u202egnp.exe\u202c et ${'\u202e'.repeat(50)}la suite` },
    { text: 'm'.repeat(20_000) },
    { text: `${'['.repeat(5_000)}${'**'.repeat(5_000)}${'_a'.repeat(5_000)}` },
    {
      text: 'cartes',
      attachments: [
        card('hero', {
          title: '<b onclick="window.hacked=1">gras</b>',
          text: 'x'.repeat(5_000),
          images: [{ url: 'https://elsewhere.example/pixel.png' }],
          buttons: [
            { type: 'openUrl', title: 'Danger', value: 'javascript:window.hacked=1' },
            { type: 'imBack', title: 'y'.repeat(2_000), value: 'ok' },
          ],
        }),
        card('hero', 'no object' as never),
        card('signin', { text: 'Mot de passe ?' }),
        { contentType: 'image/png', contentUrl: 'https://elsewhere.example/pixel.png', name: 'pixel' },
        { contentType: 'text/html', contentUrl: 'javascript:window.hacked=1', name: 'page' },
        card('adaptive', { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Unknown' }, 7, null] }),
      ],
      suggestedActions: { actions: [null, 7, { type: 'call', value: 'tel:1' }, { type: 'imBack' }] } as never,
      entities: [
        null,
        { type: 'https://schema.org/Message', citation: [{ appearance: { name: 7 } }] },
      ] as never,
    },
    { text: null as never, attachments: 'none' as never },
  ],
};
