import type { Route } from '../../http/route.ts';
import type { Desk } from '../desk.ts';
import { type Html, html } from '../html.ts';
import { notice, post } from '../pages/fields.ts';
import { notFound } from '../pages/refusal.ts';
import type { Words } from '../pages/words.ts';
import { type Account, type Accounts, isLocal } from './accounts.ts';
import type { OpenSession, Sessions } from './sessions.ts';

interface Parts {
  desk: Desk;
  accounts: Accounts;
  sessions: Sessions;
}

/** Who may sign in and who is signed in; ends somebody's sessions. Accounts are made at the command line. */
export function peopleRoutes({ desk, accounts, sessions }: Parts): Route[] {
  const { pages, store, words } = desk;
  return [
    pages.staff({
      method: 'GET',
      path: 'people',
      needs: 'people',
      async handle(visit) {
        const [people, open] = await Promise.all([accounts.list(), sessions.list()]);
        const done = visit.query.has('ended') ? visit.t('staff:people.ended') : undefined;
        const body = peopleView({ people, open, words: words(visit), csrf: visit.csrf, notice: done });
        return { page: { title: visit.t('staff:nav.people'), section: 'people', body } };
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'people/:id/end',
      needs: 'people',
      sensitive: true,
      async handle({ params, account, session }) {
        const person = /^\d{1,9}$/.test(params.id ?? '') ? await accounts.get(Number(params.id)) : undefined;
        if (!person) throw notFound();
        await sessions.endAll(person.id, person.id === account.id ? session.key : '');
        await store.audit({ actor: account.email, action: 'sessions-end', subject: person.email });
        return { goTo: '/staff/people?ended' };
      },
    }),
  ];
}

interface PeoplePage {
  people: Account[];
  open: OpenSession[];
  words: Words;
  csrf: string;
  notice?: string;
}

const peopleView = ({ people, open, words, csrf, notice: done }: PeoplePage): Html => {
  const { t } = words;
  return html`${notice(done)}<p>${t('staff:people.intro')}</p>
<pre><code>npm run staff -- --help</code></pre>
<div class="scroll" tabindex="0" role="region" aria-label="${t('staff:nav.people')}"><table class="stack"><thead><tr><th scope="col">${t(
    'staff:login.email',
  )}</th><th scope="col">${t('staff:account.name')}</th><th scope="col">${t('staff:people.role')}</th><th scope="col">${t(
    'staff:people.state',
  )}</th><th scope="col">${t('staff:people.signedIn')}</th></tr></thead><tbody>${people.map((person) =>
    row(
      person,
      open.filter(({ accountId }) => accountId === person.id),
      words,
      csrf,
    ),
  )}</tbody></table></div>`;
};

function row(person: Account, open: OpenSession[], { t, moment }: Words, csrf: string): Html {
  const { id, email, name, role, disabled, active } = person;
  const state = disabled ? 'disabled' : !active ? 'invited' : isLocal(person) ? 'active' : 'provider';
  const [latest] = open;
  return html`<tr><th scope="row">${email}</th><td>${name}</td><td>${t(`staff:role.${role}`)}</td><td>${t(
    `staff:people.is.${state}`,
  )}</td><td>${
    latest
      ? html`${t('staff:people.last', { number: open.length, moment: moment(latest.seenAt) })}${post(
          csrf,
          `/staff/people/${id}/end`,
          html`<button class="quiet">${t('staff:people.end')}<span class="unseen"> ${email}</span></button>`,
        )}`
      : ''
  }</td></tr>`;
}
