import { z } from 'zod';
import type { Route } from '../../http/route.ts';
import type { Page, StoredAuditEntry } from '../../transcripts/review.ts';
import { startOf } from '../conversations/query.ts';
import type { Desk } from '../desk.ts';
import { type Html, html } from '../html.ts';
import { input, select } from '../pages/fields.ts';
import { conversationPath } from '../pages/paths.ts';
import type { Words } from '../pages/words.ts';

/** What is written down; the trail may hold other acts, of other versions. */
const ACTS = [
  'login',
  'reveal',
  'export',
  'erase',
  'expire',
  'publish',
  'handoff-take',
  'handoff-reply',
  'handoff-close',
  'mandate-close',
  'mandate-reopen',
  'mandates-import',
  'name',
  'password',
  'sessions-end',
  'account-add',
  'account-reset',
  'account-role',
  'account-disable',
  'account-enable',
] as const;

/** Who did something, where it was no account. */
const OTHERS = ['visitor', 'command', 'retention'] as const;

const ON_CONVERSATIONS = /^(reveal|handoff-\w+)$/;

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

function actInWords(action: string, { t }: Words): Html | string {
  const known = ACTS.find((each) => each === action);
  return known ? t(`staff:act.${known}`) : html`<code>${action}</code>`;
}

function actorInWords(actor: string, { t }: Words): string {
  const other = OTHERS.find((each) => each === actor);
  return other ? t(`staff:audit.by.${other}`) : actor;
}

const subjectOf = ({ action, subject = '' }: StoredAuditEntry): Html | string =>
  subject && ON_CONVERSATIONS.test(action)
    ? html`<a href="${conversationPath(subject)}">${subject}</a>`
    : subject;

/** "provider: local, reason: …" */
const detailOf = (detail: unknown): string =>
  typeof detail === 'object' && detail !== null
    ? Object.entries(detail)
        .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
        .join(', ')
    : String(detail ?? '');

function auditView({ items, next }: Page<StoredAuditEntry>, fields: Fields, words: Words): Html {
  const { t, moment } = words;
  const acts = ACTS.map((value) => ({ value, label: t(`staff:act.${value}`) }));
  const { cursor: _, ...kept } = fields;
  const address = new URLSearchParams(
    Object.entries({ ...kept, cursor: next }).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  return html`<p>${t('staff:audit.intro')}</p>
<search><form method="get" class="filters"><div class="grid"><p>${input('actor', t('staff:audit.actor'), fields.actor)}</p><p>${select('action', t('staff:audit.action'), t('staff:filter.any'), acts, fields.action)}</p><p>${input('subject', t('staff:audit.subject'), fields.subject)}</p><p>${input('from', t('staff:filter.from'), fields.from, 'date')}</p><p>${input(
    'to',
    t('staff:filter.to'),
    fields.to,
    'date',
  )}</p></div><p><button class="quiet">${t('staff:filter.submit')}</button></p></form></search>
<div class="scroll" tabindex="0" role="region" aria-label="${t('staff:nav.audit')}"><table class="stack"><thead><tr><th scope="col">${t('staff:versions.when')}</th><th scope="col">${t(
    'staff:audit.actor',
  )}</th><th scope="col">${t('staff:audit.action')}</th><th scope="col">${t('staff:audit.subject')}</th><th scope="col">${t('staff:audit.detail')}</th></tr></thead>
<tbody>${items.map(
    (entry) =>
      html`<tr><td>${moment(entry.at)}</td><td>${actorInWords(entry.actor, words)}</td><td>${actInWords(entry.action, words)}</td><td>${subjectOf(entry)}</td><td>${detailOf(entry.detail)}</td></tr>`,
  )}</tbody></table></div>
${next && html`<p><a class="button" rel="next" href="?${address.toString()}">${t('staff:list.older')}</a></p>`}`;
}
