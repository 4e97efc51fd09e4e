import type { Route } from '../../http/route.ts';
import type { Desk } from '../desk.ts';
import { notFound } from '../pages/refusal.ts';
import { type Answer, fieldOf, type StaffVisit } from '../pages/visit.ts';
import { accountView, type PasswordProblem } from './account-view.ts';
import { type Accounts, isLocal } from './accounts.ts';
import type { TryPassword } from './password-tries.ts';
import { weaknessOf } from './passwords.ts';
import type { Sessions } from './sessions.ts';

interface Parts {
  desk: Desk;
  accounts: Accounts;
  sessions: Sessions;
  tryPassword: TryPassword;
}

const DONE = ['name', 'password', 'ended'] as const;
const LONGEST_NAME = 60;

/** One's own account: the name that visitors read, the password, where one is signed in. */
export function accountRoutes({ desk, accounts, sessions, tryPassword }: Parts): Route[] {
  const { pages, store, words } = desk;

  async function show(visit: StaffVisit, problem?: PasswordProblem): Promise<Answer> {
    const { account, session, csrf, t, query } = visit;
    const done = DONE.find((each) => each === query.get('done'));
    const body = accountView({
      account,
      sessions: await sessions.list(account.id),
      current: session.key,
      words: words(visit),
      csrf,
      problem,
      notice: done && t(`staff:account.done.${done}`),
    });
    return { page: { title: t('staff:account.title'), body }, status: problem ? 422 : 200 };
  }

  /** What is wrong with the change, if anything. */
  async function problemOf(visit: StaffVisit): Promise<PasswordProblem | undefined> {
    const { account, form } = visit;
    const password = String(form.get('password') ?? '');
    const weakness = weaknessOf(password, account.email);
    if (weakness) return { kind: weakness };
    if (form.get('again') !== password) return { kind: 'different' };
    const outcome = await tryPassword(visit, account.email, String(form.get('old') ?? ''));
    if ('account' in outcome) return undefined;
    const text = outcome.refused === 'wait' ? outcome.text : visit.t('staff:account.wrong');
    return { kind: 'old', text };
  }

  return [
    pages.staff({ method: 'GET', path: 'account', needs: 'read', handle: (visit) => show(visit) }),
    pages.staff({
      method: 'POST',
      path: 'account/name',
      needs: 'read',
      async handle({ account, form }) {
        if (!isLocal(account)) throw notFound();
        const name = fieldOf(form, 'name').slice(0, LONGEST_NAME);
        await accounts.setName(account.id, name);
        await store.audit({ actor: account.email, action: 'name', detail: { name } });
        return { goTo: '/staff/account?done=name' };
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'account/password',
      needs: 'read',
      async handle(visit) {
        const { account, session, form } = visit;
        if (!isLocal(account)) throw notFound();
        const problem = await problemOf(visit);
        if (problem) return show(visit, problem);
        await accounts.setPassword(account.id, String(form.get('password')));
        // Whoever knew the old one is out.
        await sessions.endAll(account.id, session.key);
        await sessions.confirm(session.key);
        await store.audit({ actor: account.email, action: 'password' });
        return { goTo: '/staff/account?done=password' };
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'account/end',
      needs: 'read',
      sensitive: true,
      async handle({ account, session, form }) {
        const key = fieldOf(form, 'session');
        if (key === 'others') await sessions.endAll(account.id, session.key);
        else await sessions.end(account.id, key);
        return { goTo: '/staff/account?done=ended' };
      },
    }),
  ];
}
