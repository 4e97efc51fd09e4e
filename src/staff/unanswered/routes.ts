import { z } from 'zod';
import type { Route } from '../../http/route.ts';
import type { Rehearsals } from '../content/rehearsals.ts';
import { readListQuery } from '../conversations/query.ts';
import type { Desk } from '../desk.ts';
import { Refusal } from '../pages/refusal.ts';
import { fieldOf } from '../pages/visit.ts';
import type { SetAside } from '../storage/set-aside.ts';
import { groupQuestions } from './grouping.ts';
import { groupsView } from './groups-view.ts';
import { openQuestions } from './open-questions.ts';

const Places = z.array(z.object({ conversationId: z.string().max(500), seq: z.int() })).max(1_000);

/** Milliseconds since 1970, as an address holds them. */
const Moment = z.coerce.number().int().min(1).max(8.64e15);

/** What the assistant could not answer, similar questions together. */
export function unansweredRoutes(desk: Desk, setAside: SetAside, rehearsals: Rehearsals): Route[] {
  const { pages, store, content } = desk;
  return [
    pages.staff({
      method: 'GET',
      path: 'unanswered',
      needs: 'edit',
      async handle(visit) {
        const { fields, filter } = readListQuery(visit.query);
        const { from, to, locale } = filter;
        const reading = await rehearsals.serving();
        const parts = { store, setAside, content, reading, now: desk.now() };
        const body = groupsView({
          groups: await groupQuestions(await openQuestions(parts, { from, to, locale })),
          topics: Object.keys(content.phrases().fr),
          fields,
          words: desk.words(visit),
          csrf: visit.csrf,
          aside: Moment.safeParse(visit.query.get('aside')).data,
          isBack: visit.query.has('back'),
        });
        return { page: { title: visit.t('staff:nav.unanswered'), section: 'unanswered', body } };
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'unanswered/aside',
      needs: 'edit',
      async handle({ form, account }) {
        const at = await setAside.add(placesOf(form), account.email);
        return { goTo: `/staff/unanswered?aside=${at.getTime()}` };
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'unanswered/back',
      needs: 'edit',
      async handle({ form, account }) {
        const at = Moment.safeParse(fieldOf(form, 'at'));
        if (!at.success) throw new Refusal(400, 'staff:refusal.badRequest');
        await setAside.takeBack(account.email, new Date(at.data));
        return { goTo: '/staff/unanswered?back' };
      },
    }),
  ];
}

function placesOf(form: FormData): z.infer<typeof Places> {
  try {
    return Places.parse(JSON.parse(fieldOf(form, 'places')));
  } catch {
    throw new Refusal(400, 'staff:refusal.badRequest');
  }
}
