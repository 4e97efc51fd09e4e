import type { Route } from '../../http/route.ts';
import { may } from '../access/roles.ts';
import type { Desk } from '../desk.ts';
import { conversationPath } from '../pages/paths.ts';
import { notFound, Refusal } from '../pages/refusal.ts';
import { fieldOf, type StaffVisit } from '../pages/visit.ts';
import { type ConversationPage, conversationView, printView } from './conversation-view.ts';
import { conversationCsv, transcriptFile } from './exports.ts';
import { linesOf, neighboursOf } from './list.ts';
import { listView } from './list-view.ts';
import { readMemory } from './memory.ts';
import { readListQuery } from './query.ts';

/** Reading conversations: the list, one of them, and what may be done with it. */
export function conversationRoutes(desk: Desk): Route[] {
  const { pages, store, content, mandates } = desk;

  const topics = () => Object.keys(content.phrases().fr);

  /** What the page of a conversation shows. @throws {Refusal} 404 */
  async function open(visit: StaffVisit, revealed?: string): Promise<ConversationPage> {
    const id = visit.params.id ?? '';
    const [detail, said, { state }] = await Promise.all([
      store.conversation(id),
      store.transcript(id, { reveal: revealed !== undefined }),
      store.load(id),
    ]);
    if (!detail) throw notFound();
    const memory = readMemory(state);
    const list = visit.query.get('list') ?? undefined;
    return {
      detail,
      said,
      memory,
      suggested: memory.suggested.map((mandate) => mandates.get(mandate)?.title[visit.locale] ?? mandate),
      words: desk.words(visit),
      csrf: visit.csrf,
      can: (permission) => may(visit.account.role, permission),
      list,
      neighbours:
        list === undefined ? {} : await neighboursOf(store, readListQuery(new URLSearchParams(list)), detail),
      ...(revealed !== undefined && { revealed }),
    };
  }

  const show = (visit: StaffVisit, page: ConversationPage) => ({
    page: {
      title: visit.t('staff:talk.one'),
      section: 'conversations' as const,
      body: conversationView(page),
    },
  });

  /** A mark on a conversation that there is; back to its page then. */
  const mark = (path: string, change: (visit: StaffVisit, id: string) => Promise<void>) =>
    pages.staff({
      method: 'POST',
      path: `conversations/:id/${path}`,
      needs: 'read',
      async handle(visit) {
        const id = visit.params.id ?? '';
        if (!(await store.conversation(id))) throw notFound();
        await change(visit, id);
        const list = visit.form.get('list');
        const back = typeof list === 'string' ? `?${new URLSearchParams({ list })}` : '';
        return { goTo: `${conversationPath(id)}${back}` };
      },
    });

  /** Something that leaves the pages, masked; the trail says who took it. */
  const taken = async (visit: StaffVisit, format: string) => {
    const page = await open(visit);
    await store.audit({
      actor: visit.account.email,
      action: 'export',
      subject: page.detail.conversationId,
      detail: { format },
    });
    return page;
  };

  return [
    pages.staff({
      method: 'GET',
      path: 'conversations',
      needs: 'read',
      async handle(visit) {
        const query = readListQuery(visit.query);
        const body = listView({
          ...(await linesOf(store, query)),
          query,
          words: desk.words(visit),
          topics: topics(),
        });
        return { page: { title: visit.t('staff:nav.conversations'), section: 'conversations', body } };
      },
    }),
    pages.staff({
      method: 'GET',
      path: 'conversations/:id',
      needs: 'read',
      handle: async (visit) => show(visit, await open(visit)),
    }),
    pages.staff({
      method: 'POST',
      path: 'conversations/:id/reveal',
      needs: 'reveal',
      sensitive: true,
      async handle(visit) {
        const reason = fieldOf(visit.form, 'reason').slice(0, 200);
        if (reason.length < 5) throw new Refusal(422, 'staff:refusal.reason');
        const page = await open(visit, reason);
        await store.audit({
          actor: visit.account.email,
          action: 'reveal',
          subject: page.detail.conversationId,
          detail: { reason },
        });
        return show(visit, page);
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'conversations/:id/erase',
      needs: 'erase',
      sensitive: true,
      async handle({ params, form, account }) {
        const conversationId = params.id ?? '';
        if (fieldOf(form, 'sure') !== 'yes') throw new Refusal(422, 'staff:refusal.unsure');
        if ((await store.erase({ conversationId }, account.email)) === 0) throw notFound();
        return { goTo: '/staff/conversations' };
      },
    }),
    mark('review', ({ form, account }, id) =>
      store.review(id, fieldOf(form, 'reviewed') === 'yes' ? account.email : undefined),
    ),
    mark('tag', async ({ form }, id) => {
      const tag = fieldOf(form, 'tag').slice(0, 40);
      if (tag) await store.tag(id, tag);
    }),
    mark('untag', ({ form }, id) => store.untag(id, fieldOf(form, 'tag'))),
    mark('note', async ({ form, account }, id) => {
      const text = fieldOf(form, 'note').slice(0, 2_000);
      if (text) await store.note(id, { author: account.email, text });
    }),
    pages.staff({
      method: 'GET',
      path: 'conversations/:id/export/:format',
      needs: 'export',
      async handle(visit) {
        const { format = '' } = visit.params;
        if (format !== 'csv' && format !== 'transcript') throw notFound();
        const { said, detail } = await taken(visit, format);
        return format === 'csv'
          ? {
              file: conversationCsv(said, detail.turnFacts),
              name: 'conversation.csv',
              type: 'text/csv; charset=utf-8',
            }
          : {
              file: transcriptFile(said),
              name: 'conversation.transcript',
              type: 'application/json; charset=utf-8',
            };
      },
    }),
    pages.staff({
      method: 'GET',
      path: 'conversations/:id/print',
      needs: 'export',
      async handle(visit) {
        const page = await taken(visit, 'print');
        return { page: { title: visit.t('staff:talk.one'), bare: true, body: printView(page) } };
      },
    }),
  ];
}
