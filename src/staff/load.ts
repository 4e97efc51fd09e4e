import { setImmediate } from 'node:timers/promises';
import type { Route } from '../http/route.ts';
import type { StaffParts } from './desk.ts';
import type { StaffStorage } from './storage/open.ts';

/** The rooms that bring most of the code along, in an order in which none brings much more than the ones before it. */
const ROOMS = [
  // About half of the query builder, which comes in one piece otherwise.
  () => import('kysely/helpers/sqlite'),
  () => import('./storage/database.ts'),
  () => import('./access/passwords.ts'),
  () => import('./access/oidc.ts'),
  () => import('./access/routes.ts'),
  () => import('./access/account-page.ts'),
  () => import('./audit/routes.ts'),
  () => import('./conversations/exports.ts'),
  () => import('./conversations/list.ts'),
  () => import('./conversations/routes.ts'),
  () => import('./unanswered/routes.ts'),
  () => import('./content/routes.ts'),
  () => import('./figures/routes.ts'),
  () => import('./handoffs/routes.ts'),
  () => import('./mandates/routes.ts'),
];

/** Loads everything under `/staff`, room by room: visitors' messages go between two, and wait for none of it. */
export async function loadStaff({
  staffStorage,
  ...parts
}: Omit<StaffParts, 'database'> & { staffStorage: StaffStorage }): Promise<Route[]> {
  for (const load of ROOMS) {
    await load();
    await setImmediate();
  }
  const { staffRoutes } = await import('./routes.ts');
  return staffRoutes({ ...parts, database: await staffStorage.database() });
}
