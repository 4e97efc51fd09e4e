import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, type Reply, staffClient } from './client.ts';
import { visitorOf } from './seed.ts';
import { serveFile } from './serve-file.ts';

const served = serveFile();

const ASKED = {
  fr: [
    'Est-ce que mon chien peut venir ?',
    'Puis-je emmener mon chat avec moi ?',
    'Les animaux sont-ils acceptés ?',
  ],
  en: ['Can my dog come along?', 'Can I take my cat with me?', 'Are pets accepted?'],
  es: ['¿Puede venir mi perro?', '¿Puedo llevar a mi gato conmigo?', '¿Se aceptan animales?'],
} as const;

const ANSWER = {
  'text-fr': 'Les animaux de compagnie ne peuvent pas vous accompagner.',
  'text-en': 'Pets cannot come along.',
  'text-es': 'Las mascotas no pueden acompañarle.',
};

const TOPIC = {
  ...ANSWER,
  'title-fr': 'Emmener un animal',
  'title-en': 'Bringing a pet',
  'title-es': 'Llevar una mascota',
  'short-fr': 'Les animaux',
  'short-en': 'Pets',
  'short-es': 'Mascotas',
  'phrases-fr': ASKED.fr.join('\n'),
  'phrases-en': ASKED.en.join('\n'),
  'phrases-es': ASKED.es.join('\n'),
  source: 'new',
  'source-title': 'Handbook of volunteers',
  'source-publisher': 'CECI',
  'source-date': '2026-10-01',
  approvedBy: 'Marie',
  approvedOn: '2026-11-23',
};

let editor: Client;
let colleague: Client;
beforeAll(async () => {
  editor = await staffClient(served, 'editor');
  colleague = await staffClient(served, 'editor', 'colleague@example.org');
  for (const locale of ['fr', 'en', 'es'] as const)
    for (const question of ASKED[locale]) await visitorOf(served, locale).say(question);
}, 60_000);

/** Begins a draft and gives its address. */
async function begin(client: Client, fields: Record<string, string> = {}): Promise<string> {
  const { location } = await client.post('/staff/drafts', fields, { from: '/staff/content' });
  return location ?? '';
}

/** The effect of a draft, once it is worked out: until then the page asks to be looked at again. */
async function seeEffect(client: Client, draft: string): Promise<Reply> {
  for (;;) {
    const reply = await client.get(`${draft}/effect`);
    if (!reply.headers.has('refresh')) return reply;
  }
}

const serving = (topic: string) => served.content.knowledge.answer(topic, 'en', new Date());

describe('from an unanswered question to an answer', () => {
  test('questions alike stand in one group', async () => {
    const { text } = await editor.get('/staff/unanswered');
    expect(text).toContain('Can my dog come along?');
    const groups = text.split('<article').slice(1);
    expect(groups.length).toBeLessThan(9);
  });

  let draft: string;
  test('a draft says what is missing before anything is tried out', async () => {
    const questions = JSON.stringify(ASKED.en.map((text) => ({ locale: 'en', text })));
    draft = await begin(editor, { questions });
    const { source: _, ...withoutSource } = TOPIC;
    const { status, text } = await editor.post(draft, { ...withoutSource, 'text-es': '' }, { from: draft });
    expect(status).toBe(422);
    expect(text).toContain('Choose the source of the answer.');
    expect(text).toContain('Spanish: the answer is missing.');
  });

  test('its effect on past questions is shown, and nothing changes yet', async () => {
    const { location } = await editor.post(draft, TOPIC, { from: draft });
    expect(location).toBe(`${draft}/effect`);
    const { text } = await seeEffect(editor, draft);
    expect(text).toContain('The questions you started from');
    expect(text).toMatch(/Bringing a pet \(\d+%\)/);
    expect(Number(/<strong>(\d+)<\/strong> better/.exec(text)?.[1])).toBeGreaterThan(0);
    expect(serving('bringing-a-pet')).toBeUndefined();
  }, 120_000);

  test('published, it answers the next visitor without a restart, in every language', async () => {
    const reply = await editor.post(`${draft}/publish`, {}, { from: draft });
    expect(reply.location).toBe('/staff/content?published=1');
    for (const locale of ['fr', 'en', 'es'] as const) {
      const replies = await visitorOf(served, locale).say(ASKED[locale][0]);
      expect(replies.map(({ text }) => text).join()).toContain(ANSWER[`text-${locale}`]);
    }
    const { items } = await served.store.readAudit({ action: 'publish' });
    expect(items[0]).toMatchObject({ actor: 'editor@example.org', subject: 'bringing-a-pet' });
  }, 120_000);

  test('a new topic whose button says what another says is refused: pressing it would mean either', async () => {
    const draft = await begin(editor);
    const form = {
      ...TOPIC,
      'title-en': 'Yes, I agree!',
      'short-en': 'bringing a pet',
      'title-es': 'Mascotas',
      'title-fr': 'Emmener un canari',
      'short-fr': 'Canaris',
    };
    const { status, text } = await editor.post(draft, form, { from: draft });
    expect(status).toBe(422);
    for (const problem of ['“Yes, I agree!”', '“bringing a pet”', '“Mascotas”'])
      expect(text).toContain(`another button already says ${problem}`);
    expect(text).not.toContain('“Emmener un canari”');
    await editor.post(`${draft}/drop`, {}, { from: draft });
  });

  test('other words than those that were approved want another approval', async () => {
    const draft = await begin(editor, { topic: 'duration' });
    const { approvedOn = '' } = served.content.texts().topics.duration ?? {};
    const send = (day: string) =>
      editor.post(
        draft,
        { ...ANSWER, source: 'ceci-2022-03-17', approvedBy: 'Marie', approvedOn: day },
        { from: draft },
      );
    expect((await send(approvedOn)).text).toContain('say who approves it, and when');
    expect((await send('2026-11-25')).location).toBe(`${draft}/effect`);
    await editor.post(`${draft}/drop`, {}, { from: draft });
  });

  test('going back to a version that there is not is refused', async () => {
    const base = String(served.content.version());
    const back = await editor.post(
      '/staff/content/versions/99/back',
      { base },
      { from: '/staff/content/versions' },
    );
    expect(back.status).toBe(404);
  });

  test('what is answered now is no open question any more', async () => {
    expect((await editor.get('/staff/unanswered')).text).not.toContain('Can my dog come along?');
  });
});

describe('two editors at once', () => {
  const NEW = { ...ANSWER, source: 'ceci-2022-03-17', approvedBy: 'Marie', approvedOn: '2026-11-24' };

  test('the second is told who was first, loses nothing, and publishes on top', async () => {
    const [mine, theirs] = [
      await begin(editor, { topic: 'costs' }),
      await begin(colleague, { topic: 'costs' }),
    ];
    await editor.post(mine, { ...NEW, 'text-en': 'My words on costs.' }, { from: mine });
    await colleague.post(
      theirs,
      { ...NEW, approvedBy: 'Luis', 'text-en': 'Their words on costs.' },
      { from: theirs },
    );
    expect((await colleague.post(`${theirs}/publish`, {}, { from: theirs })).status).toBe(303);

    const refused = await editor.post(`${mine}/publish`, {}, { from: mine });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Nothing of yours is lost');
    expect(refused.text).toContain('colleague@example.org');
    expect(refused.text).toContain('It is the same topic');
    expect(serving('costs')?.text).toBe('Their words on costs.');

    await editor.post(`${mine}/rebase`, {}, { from: mine });
    const { text } = await editor.get(mine);
    expect(text).toContain('My words on costs.');
    expect(text).toContain('Their words on costs.');
    expect((await editor.post(`${mine}/publish`, {}, { from: mine })).status).toBe(303);
    expect(serving('costs')?.text).toBe('My words on costs.');
  });

  test('who save one draft both keep their words, the second in a draft of its own', async () => {
    const draft = await begin(editor, { topic: 'safety' });
    const seen = /name="seen" value="(\d+)"/.exec((await editor.get(draft)).text)?.[1] ?? '';
    await editor.post(draft, { ...NEW, seen, 'text-en': 'My words on safety.' }, { from: draft });
    const parted = await colleague.post(
      draft,
      { ...NEW, seen, 'text-en': 'Their words on safety.' },
      { from: draft },
    );
    expect(parted.status).toBe(409);
    expect(parted.text).toContain('Somebody else saved this draft in the meantime');
    expect(parted.text).toContain('Their words on safety.');
    expect(parted.text).toContain(`href="${draft}"`);
    expect((await editor.get(draft)).text).toContain('My words on safety.');
    const own = /action="(\/staff\/drafts\/[\w-]+)\/drop"/.exec(parted.text)?.[1] ?? '';
    expect((await colleague.get(own)).text).toContain('Their words on safety.');
    await colleague.post(`${own}/drop`, {}, { from: own });
  });

  test('what is published is the draft whose effect was shown', async () => {
    const draft = await begin(editor, { topic: 'safety' });
    await editor.post(draft, { ...NEW, 'text-en': 'Looked at.' }, { from: draft });
    const { text } = await seeEffect(editor, draft);
    const seen = /name="seen" value="(\d+)"/.exec(text)?.[1] ?? '';
    await colleague.post(draft, { ...NEW, 'text-en': 'Not looked at.' }, { from: draft });
    const refused = await editor.post(`${draft}/publish`, { seen }, { from: draft });
    expect(refused.status).toBe(409);
    expect(serving('safety')?.text).not.toBe('Not looked at.');
    await editor.post(`${draft}/drop`, {}, { from: draft });
  }, 120_000);

  test('phrases that both add to one topic add up', async () => {
    const [mine, theirs] = [
      await begin(editor, { topic: 'role' }),
      await begin(colleague, { topic: 'role' }),
    ];
    const form = async (client: Client, draft: string, phrase: string) => {
      const { text } = await client.get(draft);
      const value = (name: string) => new RegExp(`id="${name}"[^>]*>([^<]*)<`).exec(text)?.[1] ?? '';
      const plain = (name: string) =>
        value(name).replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
      return {
        'text-fr': plain('text-fr'),
        'text-en': plain('text-en'),
        'text-es': plain('text-es'),
        source: 'ceci-2022-03-17',
        approvedBy: 'Marie',
        approvedOn: '2026-11-23',
        'phrases-en': phrase,
      };
    };
    await editor.post(mine, await form(editor, mine, 'my way of asking'), { from: mine });
    await colleague.post(theirs, await form(colleague, theirs, 'their way of asking'), { from: theirs });
    await colleague.post(`${theirs}/publish`, {}, { from: theirs });
    await editor.post(`${mine}/rebase`, {}, { from: mine });
    await editor.post(`${mine}/publish`, {}, { from: mine });
    expect(served.content.overlay().phrases.en.role).toEqual(['their way of asking', 'my way of asking']);
  }, 120_000);
});

describe('names that every object has', () => {
  test('are no topics to begin a draft of', async () => {
    const reply = await editor.post('/staff/drafts', { topic: 'constructor' }, { from: '/staff/content' });
    expect(reply.status).toBe(404);
  });

  test('are neither sources nor topics that come next', async () => {
    const draft = await begin(editor, { topic: 'costs' });
    const fields = { ...ANSWER, approvedBy: 'Marie', approvedOn: '2026-11-23', next: 'constructor' };
    const refused = await editor.post(draft, { ...fields, source: 'constructor' }, { from: draft });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('id="source"')]);
    await editor.post(draft, { ...fields, source: 'ceci-2022-03-17' }, { from: draft });
    const kept = await served.database.selectFrom('drafts').selectAll().execute();
    const saved = kept.find(({ id }) => draft.endsWith(id));
    expect(JSON.parse(saved?.draft ?? '')).toMatchObject({ source: 'ceci-2022-03-17', next: [] });
    await editor.post(`${draft}/drop`, {}, { from: draft });
  });
});

describe('going back', () => {
  test('publishes an earlier version as a new one and keeps all others', async () => {
    const back = (base: number) =>
      editor.post(
        '/staff/content/versions/1/back',
        { base: String(base) },
        { from: '/staff/content/versions' },
      );
    const current = served.content.version();
    expect((await back(current - 1)).status).toBe(409);
    expect((await back(current)).location).toBe(`/staff/content?published=${current + 1}`);
    expect(serving('costs')?.source).toBeUndefined();
    expect(serving('bringing-a-pet')?.text).toBe('Pets cannot come along.');
    const { text } = await editor.get('/staff/content/versions');
    expect(text).toContain('back to version 1');
    expect((await served.content.versions()).length).toBe(current + 1);
  }, 120_000);
});

test('questions that need no answer are set aside, and taken back by whoever did so', async () => {
  const visitor = visitorOf(served, 'en');
  await visitor.say('qwertz uiop asdf');
  expect((await editor.get('/staff/unanswered')).text).toContain('qwertz uiop asdf');
  const places = JSON.stringify([{ conversationId: visitor.conversationId, seq: 1 }]);
  const aside = await editor.post('/staff/unanswered/aside', { places }, { from: '/staff/unanswered' });
  expect((await editor.get('/staff/unanswered')).text).not.toContain('qwertz uiop asdf');

  const { text } = await editor.get(aside.location ?? '');
  const at = /name="at" value="(\d+)"/.exec(text)?.[1] ?? '';
  const back = (client: Client) =>
    client.post('/staff/unanswered/back', { at }, { from: '/staff/unanswered' });
  await back(colleague);
  expect((await editor.get('/staff/unanswered')).text).not.toContain('qwertz uiop asdf');
  await back(editor);
  expect((await editor.get('/staff/unanswered')).text).toContain('qwertz uiop asdf');
}, 60_000);
