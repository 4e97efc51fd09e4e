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
          notice: visit.query.has('aside') ? visit.t('staff:unanswered.wasSetAside') : undefined,
        });
        return { page: { title: visit.t('staff:nav.unanswered'), section: 'unanswered', body } };
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'unanswered/aside',
      needs: 'edit',
      async handle({ form, account }) {
        await setAside.add(placesOf(form), account.email);
        return { goTo: '/staff/unanswered?aside' };
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
