import { z } from 'zod';
import { dayOf } from '../../day.ts';
import type { Route } from '../../http/route.ts';
import { csvOf } from '../conversations/exports.ts';
import { startOf } from '../conversations/query.ts';
import type { Desk } from '../desk.ts';
import { notFound } from '../pages/refusal.ts';
import type { StaffVisit } from '../pages/visit.ts';
import { FIGURES, figuresOf } from './figures.ts';
import { figuresView } from './figures-view.ts';

const Day = z.iso.date().optional().catch(undefined);
/** How far back the page looks when it is not told. */
const DAYS = 30;
const DAY_MS = 24 * 3_600_000;

/** What happened in a period: charts, tables, CSV. */
export function figureRoutes({ pages, store, mandates, now, words }: Desk): Route[] {
  async function read(visit: StaffVisit) {
    const today = dayOf(now());
    const to = Day.parse(visit.query.get('to') || undefined) ?? today;
    const from =
      Day.parse(visit.query.get('from') || undefined) ?? dayOf(new Date(now().getTime() - DAYS * DAY_MS));
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const statistics = await store.statistics({ from: startOf(from), to: startOf(to, 1) }, timeZone);
    return {
      from,
      to,
      statistics,
      figures: figuresOf(statistics, { from, to }, mandates.open(), words(visit)),
    };
  }

  return [
    pages.staff({
      method: 'GET',
      path: 'figures',
      needs: 'read',
      async handle(visit) {
        const body = await figuresView({ ...(await read(visit)), words: words(visit) });
        return { page: { title: visit.t('staff:nav.figures'), section: 'figures', body } };
      },
    }),
    pages.staff({
      method: 'GET',
      path: 'figures/:name',
      needs: 'read',
      async handle(visit) {
        const id = FIGURES.find((each) => `${each}.csv` === visit.params.name);
        if (!id) throw notFound();
        const { figures, from, to } = await read(visit);
        const figure = figures.find((each) => each.id === id);
        if (!figure) throw notFound();
        const rows = figure.rows.map(({ name, values }) =>
          Object.fromEntries(figure.columns.map((column, index) => [column, [name, ...values][index]])),
        );
        await store.audit({
          actor: visit.account.email,
          action: 'export',
          subject: 'figures',
          detail: { figure: id, from, to },
        });
        return {
          file: csvOf(figure.columns, rows),
          name: `${id}-${from}-${to}.csv`,
          type: 'text/csv; charset=utf-8',
        };
      },
    }),
  ];
}
