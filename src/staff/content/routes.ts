import { z } from 'zod';
import type { Route } from '../../http/route.ts';
import type { Desk } from '../desk.ts';
import { notFound, Refusal } from '../pages/refusal.ts';
import { fieldOf } from '../pages/visit.ts';
import type { Drafts } from '../storage/drafts.ts';
import { contentView, versionsView } from './content-view.ts';
import { draftRoutes } from './draft-routes.ts';
import { overviewOf } from './overview.ts';
import { isStale } from './publishing.ts';
import type { Rehearsals } from './rehearsals.ts';

/** The answers, their drafts, their versions and the way back. */
export function contentRoutes(desk: Desk, drafts: Drafts, rehearsals: Rehearsals): Route[] {
  const { pages, content, store } = desk;

  return [
    pages.staff({
      method: 'GET',
      path: 'content',
      needs: 'edit',
      async handle(visit) {
        const published = /^\d{1,9}$/.exec(visit.query.get('published') ?? '')?.[0];
        const body = contentView({
          lines: overviewOf(content.texts(), content.overlay(), desk.now()),
          drafts: await drafts.list(),
          words: desk.words(visit),
          csrf: visit.csrf,
          notice: published && visit.t('staff:content.published', { number: published }),
        });
        return { page: { title: visit.t('staff:nav.content'), section: 'content', body } };
      },
    }),
    ...draftRoutes(desk, drafts, rehearsals),
    pages.staff({
      method: 'GET',
      path: 'content/versions',
      needs: 'edit',
      async handle(visit) {
        const body = versionsView({
          versions: await content.versions(),
          current: content.version(),
          words: desk.words(visit),
          csrf: visit.csrf,
        });
        return { page: { title: visit.t('staff:content.versions'), section: 'content', body } };
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'content/versions/:number/back',
      needs: 'edit',
      sensitive: true,
      async handle({ params, form, account }) {
        const to = z.coerce.number().int().min(0).safeParse(params.number);
        const base = z.coerce.number().int().min(0).safeParse(fieldOf(form, 'base'));
        if (!to.success || !base.success) throw notFound();
        const signed = { base: base.data, author: account.email };
        const { number } = await content.goBack(to.data, signed).catch((error) => {
          throw isStale(error) ? new Refusal(409, 'staff:refusal.stale') : error;
        });
        const detail = { version: number, back: to.data };
        await store.audit({ actor: account.email, action: 'publish', detail });
        return { goTo: `/staff/content?published=${number}` };
      },
    }),
  ];
}
