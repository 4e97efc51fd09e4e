import type { Route } from '../../http/route.ts';
import type { Desk } from '../desk.ts';
import type { Drafts } from '../storage/drafts.ts';
import { draftPath } from './draft-view.ts';
import { createDrafting } from './drafting.ts';
import { createPublishing } from './publishing.ts';
import type { Rehearsals } from './rehearsals.ts';

/** Editing an answer, seeing the effect, publishing. */
export function draftRoutes(desk: Desk, drafts: Drafts, rehearsals: Rehearsals): Route[] {
  const { pages } = desk;
  const drafting = createDrafting(desk, drafts);
  const { effect, publish } = createPublishing(desk, drafts, rehearsals, drafting);

  return [
    pages.staff({
      method: 'POST',
      path: 'drafts',
      needs: 'edit',
      handle: async (visit) => ({ goTo: draftPath(await drafting.begin(visit)) }),
    }),
    pages.staff({
      method: 'GET',
      path: 'drafts/:id',
      needs: 'edit',
      handle: async (visit) => drafting.page(visit, await drafting.find(visit)),
    }),
    pages.staff({ method: 'POST', path: 'drafts/:id', needs: 'edit', handle: drafting.save }),
    pages.staff({
      method: 'GET',
      path: 'drafts/:id/effect',
      needs: 'edit',
      async handle(visit) {
        const kept = await drafting.find(visit);
        return drafting.problems(visit, kept.draft).length > 0
          ? drafting.page(visit, kept, { problems: true })
          : effect(visit, kept);
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'drafts/:id/publish',
      needs: 'edit',
      sensitive: true,
      handle: async (visit) => publish(visit, await drafting.find(visit)),
    }),
    pages.staff({
      method: 'POST',
      path: 'drafts/:id/rebase',
      needs: 'edit',
      async handle(visit) {
        const kept = await drafting.find(visit);
        await drafting.rebase(kept);
        return { goTo: draftPath(kept.id, '?compare') };
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'drafts/:id/drop',
      needs: 'edit',
      async handle(visit) {
        const { id } = await drafting.find(visit);
        await drafts.drop(id);
        return { goTo: '/staff/content' };
      },
    }),
  ];
}
