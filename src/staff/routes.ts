import type { Route } from '../http/route.ts';
import { accountRoutes } from './access/account-page.ts';
import { createAccounts } from './access/accounts.ts';
import { createAttempts } from './access/attempts.ts';
import { createConfirmation } from './access/confirmation.ts';
import { createCookies } from './access/cookies.ts';
import { createDevices } from './access/device.ts';
import { createIdentityProvider } from './access/oidc.ts';
import { createPasswordTries } from './access/password-tries.ts';
import { peopleRoutes } from './access/people-page.ts';
import { accessRoutes } from './access/routes.ts';
import { createSessions } from './access/sessions.ts';
import { auditRoutes } from './audit/routes.ts';
import { createRehearsals } from './content/rehearsals.ts';
import { contentRoutes } from './content/routes.ts';
import { conversationRoutes } from './conversations/routes.ts';
import type { Desk, StaffParts } from './desk.ts';
import { figureRoutes } from './figures/routes.ts';
import { handoffRoutes } from './handoffs/routes.ts';
import { homeRoutes } from './home/routes.ts';
import { mandateRoutes } from './mandates/routes.ts';
import { assetRoutes, createPages } from './pages/pages.ts';
import { notFound } from './pages/refusal.ts';
import { wordsFor } from './pages/words.ts';
import { createDrafts } from './storage/drafts.ts';
import { createSetAside } from './storage/set-aside.ts';
import { unansweredRoutes } from './unanswered/routes.ts';

/** Everything under `/staff`. */
export function staffRoutes(parts: StaffParts): Route[] {
  const { config, database, store, content, i18n, logger, key, now = () => new Date() } = parts;
  const { home } = config;
  const cookies = createCookies({ secure: home.startsWith('https:') });
  const accounts = createAccounts(database, now);
  const sessions = createSessions(database, now);
  const waiting = async () => (await store.listHandoffs('waiting', { limit: 100 })).items.length;
  const tryPassword = createPasswordTries({
    accounts,
    attempts: createAttempts(database, now),
    devices: createDevices(key),
    cookies,
    trustProxy: config.trustProxy,
    logger,
  });
  const confirmation = createConfirmation({ sessions, tryPassword, now });
  const pages = createPages({ config, sessions, cookies, confirmation, i18n, logger, waiting });
  const provider =
    config.oidc &&
    createIdentityProvider({
      settings: config.oidc,
      accounts,
      redirectUri: new URL('staff/login/provider/back', home).href,
      key,
    });
  const desk: Desk = { ...parts, pages, now, words: (visit) => wordsFor(visit, content.texts().labels) };
  const rehearsals = createRehearsals(content, parts.rehearse);
  const drafts = createDrafts(database, now);
  return [
    ...accessRoutes({
      pages,
      accounts,
      sessions,
      cookies,
      tryPassword,
      provider,
      audit: store.audit,
      logger,
    }),
    ...accountRoutes({ desk, accounts, sessions, tryPassword }),
    ...peopleRoutes({ desk, accounts, sessions }),
    ...homeRoutes(desk, drafts),
    ...conversationRoutes(desk),
    ...handoffRoutes(desk),
    ...unansweredRoutes(desk, createSetAside(database, now), rehearsals),
    ...contentRoutes(desk, drafts, rehearsals),
    ...mandateRoutes(desk),
    ...figureRoutes(desk),
    ...auditRoutes(desk),
    ...assetRoutes(),
    pages.staff({
      method: 'GET',
      path: '*',
      needs: 'read',
      handle() {
        throw notFound();
      },
    }),
  ];
}
