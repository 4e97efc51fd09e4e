import type { Route } from '../../http/route.ts';
import { may } from '../access/roles.ts';
import { overviewOf } from '../content/overview.ts';
import type { Desk } from '../desk.ts';
import { standingOf } from '../mandates/standing.ts';
import type { StaffVisit } from '../pages/visit.ts';
import type { Drafts } from '../storage/drafts.ts';
import { homeView, type Task } from './home-view.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
const MOST = 100;

/** Where one arrives: what there is to do for somebody of this role, and what each is about. */
export function homeRoutes(desk: Desk, drafts: Drafts): Route[] {
  const { pages, store, content, mandates, now, words } = desk;

  async function tasksOf({ account: { role } }: StaffVisit): Promise<Task[]> {
    const to = now();
    const week = await store.statistics({ from: new Date(to.getTime() - WEEK_MS), to });
    const tasks: Task[] = [];
    if (may(role, 'answer')) {
      const { items } = await store.listHandoffs('waiting', { limit: MOST });
      tasks.push({ name: 'waiting', count: items.length, path: '/staff/handoffs' });
    }
    if (may(role, 'edit')) {
      const answers = overviewOf(content.texts(), content.overlay(), to).filter(
        ({ state }) => state === 'expired' || state === 'expiring',
      );
      const ending = mandates.all().filter((mandate) => {
        const standing = standingOf(mandate, to);
        return standing === 'ending' || standing === 'past' || standing === 'left';
      });
      tasks.push(
        { name: 'unanswered', count: week.unanswered, path: '/staff/unanswered' },
        { name: 'drafts', count: (await drafts.list()).length, path: '/staff/content' },
        { name: 'answers', count: answers.length, path: '/staff/content' },
        { name: 'mandates', count: ending.length, path: '/staff/mandates' },
      );
    }
    return [...tasks, { name: 'conversations', count: week.conversations, path: '/staff/conversations' }];
  }

  return [
    pages.staff({
      method: 'GET',
      path: '',
      needs: 'read',
      async handle(visit) {
        const body = homeView(await tasksOf(visit), visit.account, words(visit));
        return { page: { title: visit.t('staff:nav.home'), section: 'home', body } };
      },
    }),
  ];
}
