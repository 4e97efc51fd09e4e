import { z } from 'zod';
import type { Route } from '../../http/route.ts';
import type { Handoff } from '../../transcripts/review.ts';
import { readMemory } from '../conversations/memory.ts';
import type { Desk } from '../desk.ts';
import { handoffPath } from '../pages/paths.ts';
import { notFound, Refusal } from '../pages/refusal.ts';
import { fieldOf, type StaffVisit } from '../pages/visit.ts';
import { handoffView } from './desk-view.ts';
import { inboxView } from './inbox-view.ts';
import { givingBack, isCanned, replying, taking } from './replies.ts';
import { readSummary } from './summary.ts';

const State = z.enum(['waiting', 'taken', 'done']).optional().catch(undefined);

/** People who asked for a person, and answering them. */
export function handoffRoutes(desk: Desk): Route[] {
  const { pages, store, speak, i18n, mandates, config } = desk;

  /** The newest request of the conversation that the address names. */
  async function find({ params }: StaffVisit) {
    const id = params.id ?? '';
    const [detail, { state }] = await Promise.all([store.conversation(id), store.load(id)]);
    const handoff = detail?.handoffs.toSorted((one, other) => Number(other.id) - Number(one.id))[0];
    if (!detail || !handoff) throw notFound();
    const memory = readMemory(state);
    const locale =
      memory.locale ?? detail.locale ?? readSummary(handoff.summary).locale ?? config.defaultLocale;
    return { detail, handoff, locale, isInHand: memory.handoff !== undefined };
  }

  /** Only whoever took a request speaks in it. */
  function mine({ state, takenBy }: Handoff, { account }: StaffVisit): void {
    if (state !== 'taken' || takenBy !== account.email) throw new Refusal(409, 'staff:refusal.notYours');
  }

  const act = (
    path: string,
    done: (visit: StaffVisit, found: Awaited<ReturnType<typeof find>>) => Promise<void>,
  ): Route =>
    pages.staff({
      method: 'POST',
      path: `handoffs/:id/${path}`,
      needs: 'answer',
      async handle(visit) {
        const found = await find(visit);
        await done(visit, found);
        await store.audit({
          actor: visit.account.email,
          action: `handoff-${path}`,
          subject: found.handoff.conversationId,
        });
        return { goTo: handoffPath(found.handoff.conversationId) };
      },
    });

  const speakerFor = ({ account }: StaffVisit, locale: Awaited<ReturnType<typeof find>>['locale']) => ({
    t: i18n[locale],
    locale,
    name: account.name || i18n[locale]('staff:visitor.someone'),
  });

  return [
    pages.staff({
      method: 'GET',
      path: 'handoffs',
      needs: 'answer',
      async handle(visit) {
        const state = State.parse(visit.query.get('state') ?? undefined);
        const cursor = visit.query.get('cursor');
        const { items, next } = await store.listHandoffs(state, { ...(cursor && { cursor }) });
        const body = inboxView({ handoffs: items, state, next, words: desk.words(visit) });
        return { page: { title: visit.t('staff:nav.handoffs'), section: 'handoffs', body } };
      },
    }),
    pages.staff({
      method: 'GET',
      path: 'handoffs/:id',
      needs: 'answer',
      async handle(visit) {
        const { detail, handoff, locale } = await find(visit);
        const body = handoffView({
          handoff,
          said: await store.transcript(handoff.conversationId),
          turns: detail.turnFacts,
          language: locale,
          visitorTexts: i18n[locale],
          titleOf: (id) => mandates.get(id)?.title[visit.locale] ?? id,
          words: desk.words(visit),
          csrf: visit.csrf,
          email: visit.account.email,
        });
        return { page: { title: visit.t('staff:inbox.one'), section: 'handoffs', body } };
      },
    }),
    act('take', async (visit, { handoff, locale }) => {
      await store.takeHandoff(handoff.id, visit.account.email, fieldOf(visit.form, 'from') || undefined);
      await speak(handoff.conversationId, taking(speakerFor(visit, locale)));
    }),
    act('reply', async (visit, { handoff, locale }) => {
      mine(handoff, visit);
      const canned = fieldOf(visit.form, 'canned');
      const text =
        fieldOf(visit.form, 'text') || (isCanned(canned) ? i18n[locale](`staff:canned.${canned}`) : '');
      if (!text) throw new Refusal(422, 'staff:refusal.emptyReply');
      await speak(handoff.conversationId, replying(speakerFor(visit, locale), text.slice(0, 2_000)));
    }),
    act('close', async (visit, { handoff, locale, isInHand }) => {
      mine(handoff, visit);
      // Spoken first: what fails here leaves the request open, so that it can be given back again.
      if (isInHand) await speak(handoff.conversationId, givingBack(speakerFor(visit, locale)));
      await store.closeHandoff(handoff.id);
    }),
  ];
}
