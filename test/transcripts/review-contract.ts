import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConversationFilter } from '../../src/transcripts/review.ts';
import type { ConversationStore, TurnCommit } from '../../src/transcripts/store.ts';
import type { OpenStore } from './turn-contract.ts';
import { aTurn, said } from './turns.ts';

/** What every engine owes to staff. */
export function reviewContract(open: OpenStore): void {
  let store: ConversationStore;
  let clock = new Date();
  const at = (time: string) => {
    clock = new Date(time);
  };

  beforeAll(async () => {
    store = await open({ now: () => clock });
  });
  beforeEach(async () => {
    await store.expire(new Date('2100-01-01'));
    at('2026-11-02T15:10:00Z');
  });
  afterAll(() => store.close());

  const commit = async (conversationId: string, overrides: Partial<TurnCommit> = {}) => {
    const { eTag } = await store.load(conversationId);
    await store.commitTurn(aTurn(conversationId, { eTag, ...overrides }));
  };
  const asks = (text: string) => ({ activities: [said('in', text), said('out', 'Réponse')] });
  const found = async (filter: ConversationFilter) =>
    (await store.list(filter)).items.map(({ conversationId }) => conversationId);

  describe('list', () => {
    test('shows the most recently active first, page by page', async () => {
      for (const minute of [1, 2, 3, 4, 5]) {
        at(`2026-11-02T15:0${minute}:00Z`);
        await commit(`talk-${minute}`);
      }
      const first = await store.list({}, { limit: 2 });
      const second = await store.list({}, { limit: 2, cursor: first.next });
      const third = await store.list({}, { limit: 2, cursor: second.next });
      const shown = [first, second, third].map(({ items }) => items.map((item) => item.conversationId));
      expect(shown).toEqual([['talk-5', 'talk-4'], ['talk-3', 'talk-2'], ['talk-1']]);
      expect(third.next).toBeUndefined();
    });

    test('tells what a list needs to know of a conversation', async () => {
      await commit('talk', { facts: { locale: 'es', topic: 'costs', unanswered: true } });
      await commit('talk', { facts: { locale: 'es', events: ['rated:4'] } });
      await store.tag('talk', 'visa');
      await store.tag('talk', 'visa');
      await store.review('talk', 'ana@example.org');
      expect((await store.list({})).items).toEqual([
        {
          conversationId: 'talk',
          channel: 'directline',
          userId: 'dl_visitor',
          locale: 'es',
          startedAt: clock,
          lastAt: clock,
          lastSeq: 4,
          turns: 2,
          unanswered: 1,
          rating: 4,
          handoff: undefined,
          reviewedAt: clock,
          reviewedBy: 'ana@example.org',
          tags: ['visa'],
          opening: 'Bonjour',
        },
      ]);
    });

    test('tells what each visitor wrote first, masked', async () => {
      const greeting = said('out', 'Bienvenue');
      const opened = { direction: 'in' as const, activity: { type: 'event', name: 'opened' } };
      const first = said('in', 'Je suis Marie, marie@example.org');
      await commit('talk', {
        activities: [greeting, opened, first, said('out', 'Bonjour'), said('in', 'Encore')],
      });
      await commit('silent', { activities: [greeting] });
      await store.requestHandoff('talk', { summary: {}, contact: { name: 'Marie' } });
      const { items } = await store.list({});
      const openings = Object.fromEntries(
        items.map(({ conversationId, opening }) => [conversationId, opening]),
      );
      expect(openings).toEqual({ talk: 'Je suis [name], [email]', silent: undefined });
    });

    test('filters by each condition, and by several at once', async () => {
      at('2026-11-01T10:00:00Z');
      await commit('plain');
      at('2026-11-02T10:00:00Z');
      await commit('rich', {
        channel: 'msteams',
        facts: {
          locale: 'en',
          topic: 'costs',
          unanswered: true,
          events: ['eligible', 'rated:5'],
          reference: 'abc123',
        },
        handoff: { summary: { questions: ['costs'] } },
      });
      await store.tag('rich', 'visa');
      await store.review('rich', 'ana');
      const conditions: ConversationFilter[] = [
        { from: new Date('2026-11-02T00:00:00Z') },
        { locale: 'en' },
        { channel: 'msteams' },
        { topic: 'costs' },
        { event: 'eligible' },
        { rating: 5 },
        { unanswered: true },
        { handoff: 'waiting' },
        { handoff: 'any' },
        { tag: 'visa' },
        { reviewed: true },
        { reference: 'abc123' },
      ];
      for (const filter of conditions) expect([filter, await found(filter)]).toEqual([filter, ['rich']]);
      expect(await found(Object.assign({}, ...conditions))).toEqual(['rich']);
      const others: ConversationFilter[] = [
        { to: new Date('2026-11-02T00:00:00Z') },
        { unanswered: false },
        { reviewed: false },
        { locale: 'fr' },
      ];
      for (const filter of others) expect([filter, await found(filter)]).toEqual([filter, ['plain']]);
      expect(await found({ handoff: 'taken' })).toEqual([]);
    });

    test('a page that was never given is refused', async () => {
      await expect(store.list({}, { cursor: 'rubbish' })).rejects.toMatchObject({ code: 'CURSOR' });
    });
  });

  describe('search', () => {
    const hits = async (query: string, filter: ConversationFilter = {}) =>
      (await store.search(query, filter)).items.map(({ conversation }) => conversation.conversationId);

    beforeEach(async () => {
      await commit('fr', asks('Où sont les œuvres d’été au Sénégal ?'));
      await commit('en', { ...asks('Can I volunteer in Senegal next summer?'), facts: { locale: 'en' } });
      await commit('es', { ...asks('¿Cuándo sería la misión en Haití, señor?'), facts: { locale: 'es' } });
    });

    test('finds words of three languages without regard to accents, case and ligatures', async () => {
      expect(await hits('senegal ')).toEqual(['en', 'fr']);
      expect(await hits('SÉNÉGAL ')).toEqual(['en', 'fr']);
      expect(await hits('oeuvres')).toEqual(['fr']);
      expect(await hits('œuvres')).toEqual(['fr']);
      expect(await hits('senor haiti')).toEqual(['es']);
      expect(await hits('ete')).toEqual(['fr']);
    });

    test('asks for every word; the last may be a beginning', async () => {
      expect(await hits('volunteer sen')).toEqual(['en']);
      expect(await hits('sen volunteer ')).toEqual([]);
      expect(await hits('volunteer mars')).toEqual([]);
    });

    test('finds quoted words only side by side', async () => {
      expect(await hits('"next summer"')).toEqual(['en']);
      expect(await hits('"summer next"')).toEqual([]);
      expect(await hits('« les œuvres »')).toEqual(['fr']);
    });

    test('filters what it finds', async () => {
      expect(await hits('senegal ', { locale: 'en' })).toEqual(['en']);
      expect(await hits('senegal ', { tag: 'none' })).toEqual([]);
    });

    test('gives pages, newest first', async () => {
      const first = await store.search('reponse', {}, { limit: 2 });
      const second = await store.search('reponse', {}, { limit: 2, cursor: first.next });
      const shown = [first, second].map(({ items }) => items.map((hit) => hit.conversation.conversationId));
      expect(shown).toEqual([['es', 'en'], ['fr']]);
      expect(second.next).toBeUndefined();
    });

    test('marks what it found', async () => {
      const [hit] = (await store.search('œuvres sén', {})).items;
      expect(hit?.excerpt).toEqual([
        { text: 'Où sont les ', mark: false },
        { text: 'œuvres', mark: true },
        { text: ' d’été au ', mark: false },
        { text: 'Sénégal', mark: true },
        { text: ' ?', mark: false },
      ]);
      expect(hit).toMatchObject({ seq: 1, direction: 'in', at: clock });
    });

    test('shows personal data masked', async () => {
      await commit('secret', asks('écrivez à marie@example.org pour le visa'));
      const [hit] = (await store.search('visa', {})).items;
      expect(hit?.excerpt.map(({ text }) => text).join('')).toBe('écrivez à [email] pour le visa');
    });

    test.each(['', '  ', '"', '*', '???', 'a AND', '"unclosed', "d'", 'NEAR(', '\\', '%', 'x:*', '\u0000'])(
      'takes %j for what somebody typed',
      async (query) => {
        await expect(store.search(query, {})).resolves.toHaveProperty('items');
      },
    );
  });

  describe('a conversation', () => {
    test('comes with its turns, notes and requests', async () => {
      const facts = {
        locale: 'fr' as const,
        topic: 'costs',
        zone: 'clarify' as const,
        confidence: 0.4,
        evidence: { words: ['coût'] },
        unanswered: true,
        events: ['checked', 'eligible'],
        reference: 'ref-1',
      };
      await commit('talk');
      await commit('talk', { facts });
      await store.note('talk', { author: 'ana', text: 'rappeler' });
      const detail = await store.conversation('talk');
      expect(detail?.turnFacts).toEqual([
        expect.objectContaining({
          firstSeq: 1,
          lastSeq: 2,
          topic: 'greeting',
          unanswered: false,
          events: [],
        }),
        { ...facts, firstSeq: 3, lastSeq: 4, at: clock },
      ]);
      expect(detail?.notes).toEqual([{ id: expect.any(String), at: clock, author: 'ana', text: 'rappeler' }]);
      expect(detail?.handoffs).toEqual([]);
      expect(await store.conversation('unknown')).toBeUndefined();
    });

    test('is read masked, or as it was when that is asked for', async () => {
      const activity = {
        type: 'message',
        text: 'Je suis Marie Tremblay, 514-555-0199',
        from: { id: 'u', name: 'Marie T.' },
        channelData: { raw: 'Marie' },
      };
      await commit('talk', {
        activities: [{ direction: 'in', activity }],
        handoff: { summary: {}, contact: { name: 'Marie Tremblay' } },
      });
      const [masked] = await store.transcript('talk');
      expect(masked?.activity).toEqual({
        type: 'message',
        text: 'Je suis [name], [phone]',
        from: { id: 'u', name: '[name]' },
      });
      const [revealed] = await store.transcript('talk', { reveal: true });
      expect(revealed?.activity).toEqual(activity);
    });

    test('loses a tag or the reviewed mark again', async () => {
      await commit('talk');
      await store.tag('talk', 'visa');
      await store.review('talk', 'ana');
      await store.untag('talk', 'visa');
      await store.review('talk');
      expect(await store.conversation('talk')).toMatchObject({ tags: [], reviewedAt: undefined });
    });

    test('that is not there cannot be tagged', async () => {
      await expect(store.tag('unknown', 'visa')).rejects.toMatchObject({ code: 'CONVERSATION_UNKNOWN' });
    });
  });

  test('unanswered questions come in the visitor’s masked words, newest first', async () => {
    at('2026-11-02T10:00:00Z');
    await commit('fr', {
      ...asks('Mon chat peut venir ? marie@example.org'),
      facts: { locale: 'fr', unanswered: true },
    });
    at('2026-11-02T11:00:00Z');
    await commit('en', {
      ...asks('Is there wifi?'),
      facts: { locale: 'en', unanswered: true, topic: 'housing', confidence: 0.3 },
    });
    await commit('en', asks('Thanks'));
    const first = await store.unanswered({}, { limit: 1 });
    const second = await store.unanswered({}, { limit: 1, cursor: first.next });
    expect(first.items).toEqual([
      {
        conversationId: 'en',
        seq: 1,
        at: clock,
        locale: 'en',
        topic: 'housing',
        confidence: 0.3,
        text: 'Is there wifi?',
      },
    ]);
    expect(second.items).toMatchObject([{ conversationId: 'fr', text: 'Mon chat peut venir ? [email]' }]);
    expect((await store.unanswered({ locale: 'fr' })).items).toHaveLength(1);
    expect((await store.unanswered({ from: new Date('2026-11-02T10:30:00Z') })).items).toHaveLength(1);
  });

  test('figures count a period, hours and days in the organisation’s own time', async () => {
    at('2026-10-31T23:00:00Z');
    await commit('old');
    at('2026-11-02T03:10:00Z');
    await commit('a', {
      facts: { locale: 'fr', topic: 'costs', zone: 'answer', events: ['checked', 'eligible'] },
    });
    await commit('a', { facts: { locale: 'fr', topic: 'costs', zone: 'clarify' } });
    at('2026-11-02T15:59:59Z');
    await commit('b', {
      facts: { locale: 'en', topic: 'costs', zone: 'fallback', unanswered: true, events: ['checked'] },
    });
    await commit('b', { facts: { events: ['rated:2'] } });
    await commit('b', { facts: { events: ['rated:5'] } });
    const period = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-11-03T00:00:00Z') };
    const figures = await store.statistics(period, 'America/Toronto');
    expect(figures).toMatchObject({
      conversations: 2,
      newConversations: 2,
      turns: 5,
      questions: [
        { topic: 'costs', locale: 'fr', turns: 2 },
        { topic: 'costs', locale: 'en', turns: 1 },
      ],
      answered: 1,
      clarified: 1,
      unanswered: 1,
      events: { checked: 2, eligible: 1, 'rated:2': 1, 'rated:5': 1 },
      days: [
        { day: '2026-11-01', turns: 2 },
        { day: '2026-11-02', turns: 3 },
      ],
      ratings: [0, 0, 0, 0, 1],
    });
    expect(figures.hours.map((turns, hour) => [hour, turns]).filter(([, turns]) => turns)).toEqual([
      [10, 3],
      [22, 2],
    ]);
    expect(await store.statistics({ from: clock, to: clock })).toMatchObject({
      turns: 0,
      hours: Array(24).fill(0),
    });
  });

  describe('requests for a person', () => {
    const request = {
      summary: { questions: ['costs'] },
      contact: { name: 'Marie', email: 'marie@example.org' },
    };

    test('wait, are taken by one, and are done', async () => {
      await commit('talk', { handoff: request });
      const [waiting] = (await store.listHandoffs('waiting')).items;
      expect(waiting).toMatchObject({
        ...request,
        conversationId: 'talk',
        state: 'waiting',
        requestedAt: clock,
      });
      const id = waiting?.id ?? '';
      const takes = await Promise.allSettled([store.takeHandoff(id, 'ana'), store.takeHandoff(id, 'bob')]);
      expect(takes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(takes.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'HANDOFF_TAKEN' },
      });
      expect(await found({ handoff: 'taken' })).toEqual(['talk']);
      expect(await store.closeHandoff(id)).toMatchObject({ state: 'done', closedAt: clock });
      expect((await store.listHandoffs()).items).toEqual([]);
      expect(await found({ handoff: 'done' })).toEqual(['talk']);
    });

    test('are taken over only from whoever has them', async () => {
      await commit('talk', { handoff: request });
      const id = (await store.listHandoffs('waiting')).items[0]?.id ?? '';
      await store.takeHandoff(id, 'ana');
      await expect(store.takeHandoff(id, 'bob', 'carol')).rejects.toMatchObject({ code: 'HANDOFF_TAKEN' });
      expect(await store.takeHandoff(id, 'bob', 'ana')).toMatchObject({ state: 'taken', takenBy: 'bob' });
      await store.closeHandoff(id);
      await expect(store.takeHandoff(id, 'ana', 'bob')).rejects.toMatchObject({ code: 'HANDOFF_TAKEN' });
    });

    test('asked twice are one, with the newest words', async () => {
      await commit('talk');
      const first = await store.requestHandoff('talk', request);
      const second = await store.requestHandoff('talk', { summary: { questions: ['visa'] } });
      expect(second).toMatchObject({
        id: first.id,
        summary: { questions: ['visa'] },
        contact: request.contact,
      });
      await store.closeHandoff(first.id);
      const third = await store.requestHandoff('talk', request);
      expect(third.id).not.toBe(first.id);
      expect((await store.conversation('talk'))?.handoffs).toHaveLength(2);
    });

    test('go with their conversation, and none is opened for one that is not there', async () => {
      await commit('talk', { handoff: request });
      const [waiting] = (await store.listHandoffs()).items;
      await store.erase({ conversationId: 'talk' }, 'test');
      await expect(store.takeHandoff(waiting?.id ?? '', 'ana')).rejects.toMatchObject({
        code: 'HANDOFF_UNKNOWN',
      });
      await expect(store.requestHandoff('talk', request)).rejects.toMatchObject({
        code: 'CONVERSATION_UNKNOWN',
      });
    });
  });

  test('the audit trail is read newest first, by who, what and on what', async () => {
    await store.audit({ actor: 'ana', action: 'reveal', subject: 'talk-1', detail: { reason: 'call back' } });
    at('2026-11-02T16:00:00Z');
    await store.audit({ actor: 'bob', action: 'export', subject: 'talk-2' });
    const { items } = await store.readAudit({}, { limit: 2 });
    expect(items).toEqual([
      { id: expect.any(String), at: clock, actor: 'bob', action: 'export', subject: 'talk-2' },
      expect.objectContaining({ actor: 'ana', detail: { reason: 'call back' } }),
    ]);
    expect((await store.readAudit({ actor: 'ana' })).items).toHaveLength(1);
    expect((await store.readAudit({ action: 'export', subject: 'talk-2' })).items).toHaveLength(1);
    expect((await store.readAudit({ from: clock })).items).toHaveLength(1);
  });

  describe('erasure', () => {
    test('takes one conversation with all that hangs on it and leaves the others', async () => {
      const everything: Partial<TurnCommit> = {
        activities: [said('in', 'crustacé'), said('out', 'réponse', 'a')],
        outbox: ['a'],
        dedupeId: 'd',
        handoff: { summary: {}, contact: { phone: '514 555 0199' } },
        facts: { unanswered: true, events: ['checked'] },
      };
      await commit('talk-1', everything);
      await commit('talk-10', everything);
      await store.tag('talk-1', 'x');
      await store.note('talk-1', { author: 'ana', text: 'x' });
      expect(await store.erase({ conversationId: 'talk-1' }, 'zoe')).toBe(1);
      expect(await store.erase({ conversationId: 'talk-1' }, 'zoe')).toBe(0);
      expect((await store.readAudit({ actor: 'zoe' })).items).toMatchObject([
        { action: 'erase', subject: 'talk-1' },
      ]);
      expect(await store.load('talk-1')).toEqual({ lastSeq: 0 });
      expect(await store.read('talk-1')).toEqual([]);
      expect((await store.search('crustace', {})).items).toHaveLength(1);
      expect((await store.listHandoffs()).items).toHaveLength(1);
      expect((await store.unanswered({})).items).toHaveLength(1);
      at('2026-12-01T00:00:00Z');
      expect((await store.pending()).map(({ conversationId }) => conversationId)).toEqual(['talk-10']);
    });

    test('takes all conversations of a visitor', async () => {
      await commit('talk-1', { userId: 'dl_a' });
      await commit('talk-2', { userId: 'dl_a' });
      await commit('talk-3', { userId: 'dl_b' });
      expect(await store.erase({ userId: 'dl_a' }, 'command')).toBe(2);
      expect(await found({})).toEqual(['talk-3']);
      const { items } = await store.readAudit({ actor: 'command' });
      expect(items.map(({ subject }) => subject).sort()).toEqual(['talk-1', 'talk-2']);
    });

    test('retention takes what nobody touched since a day', async () => {
      for (let talk = 0; talk < 45; talk++) await commit(`old-${talk}`);
      at('2026-11-03T00:00:00Z');
      await commit('old-0');
      await commit('new');
      expect(await store.expire(new Date('2026-11-02T20:00:00Z'))).toBe(44);
      expect((await found({})).sort()).toEqual(['new', 'old-0']);
    });
  });
}
