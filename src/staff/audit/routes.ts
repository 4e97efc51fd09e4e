import { z } from 'zod';
import type { Route } from '../../http/route.ts';
import type { Page, StoredAuditEntry } from '../../transcripts/review.ts';
import { startOf } from '../conversations/query.ts';
import type { Desk } from '../desk.ts';
import { type Html, html } from '../html.ts';
import { input } from '../pages/fields.ts';
import type { Words } from '../pages/words.ts';

const Fields = z.object({
  actor: z.string().trim().min(1).max(254).optional().catch(undefined),
  action: z.string().trim().min(1).max(60).optional().catch(undefined),
  subject: z.string().trim().min(1).max(500).optional().catch(undefined),
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
  cursor: z.string().max(200).optional().catch(undefined),
});
type Fields = z.infer<typeof Fields>;

/** Who did what. It can be read here and changed nowhere. */
export const auditRoutes = ({ pages, store, words }: Desk): Route[] => [
  pages.staff({
    method: 'GET',
    path: 'audit',
    needs: 'audit',
    async handle(visit) {
      const given = Object.fromEntries([...visit.query].filter(([, value]) => value !== ''));
      const fields = Fields.parse(given);
      const { cursor, from, to, ...same } = fields;
      const entries = await store.readAudit(
        { ...same, ...(from && { from: startOf(from) }), ...(to && { to: startOf(to, 1) }) },
        { ...(cursor && { cursor }) },
      );
      const body = auditView(entries, fields, words(visit));
      return { page: { title: visit.t('staff:nav.audit'), section: 'audit', body } };
    },
  }),
];

function auditView({ items, next }: Page<StoredAuditEntry>, fields: Fields, { t, moment }: Words): Html {
  const { cursor: _, ...kept } = fields;
  const address = new URLSearchParams(
    Object.entries({ ...kept, cursor: next }).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  return html`<p>${t('staff:audit.intro')}</p>
<search><form method="get" class="filters"><div class="grid"><p>${input('actor', t('staff:audit.actor'), fields.actor)}</p><p>${input(
    'action',
    t('staff:audit.action'),
    fields.action,
  )}</p><p>${input('subject', t('staff:audit.subject'), fields.subject)}</p><p>${input('from', t('staff:filter.from'), fields.from, 'date')}</p><p>${input(
    'to',
    t('staff:filter.to'),
    fields.to,
    'date',
  )}</p></div><p><button class="quiet">${t('staff:filter.submit')}</button></p></form></search>
<div class="scroll" tabindex="0" role="region" aria-label="${t('staff:nav.audit')}"><table><thead><tr><th scope="col">${t('staff:versions.when')}</th><th scope="col">${t(
    'staff:audit.actor',
  )}</th><th scope="col">${t('staff:audit.action')}</th><th scope="col">${t('staff:audit.subject')}</th><th scope="col">${t('staff:audit.detail')}</th></tr></thead>
<tbody>${items.map(
    ({ at, actor, action, subject, detail }) =>
      html`<tr><td>${moment(at)}</td><td>${actor}</td><td><code>${action}</code></td><td>${subject}</td><td>${detail === undefined || detail === null ? '' : html`<code>${JSON.stringify(detail)}</code>`}</td></tr>`,
  )}</tbody></table></div>
${next && html`<p><a class="button" rel="next" href="?${address.toString()}">${t('staff:list.older')}</a></p>`}`;
}
