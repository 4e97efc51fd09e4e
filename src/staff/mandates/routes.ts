import { CodedError } from '../../errors.ts';
import type { Route } from '../../http/route.ts';
import { changesBetween } from '../../mandates/changes.ts';
import {
  FORMATS,
  type Format,
  formatOf,
  readMandates,
  writeMandates,
} from '../../mandates/formats/formats.ts';
import type { Desk } from '../desk.ts';
import { notFound, Refusal } from '../pages/refusal.ts';
import { type Answer, fieldOf, type StaffVisit } from '../pages/visit.ts';
import { mandatesView, previewView, problemsView } from './mandates-view.ts';

const TYPES: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonld: 'application/ld+json; charset=utf-8',
};

/** The mandates: close, reopen, import with a preview, export. */
export function mandateRoutes(desk: Desk): Route[] {
  const { pages, mandates, store } = desk;

  const page = (title: string, body: ReturnType<typeof mandatesView>, status = 200): Answer => ({
    page: { title, section: 'mandates', body },
    status,
  });

  /** The mandates of a file, or the page that says what is wrong with it. */
  function read(visit: StaffVisit, file: { name: string; text: string }) {
    const checked = readMandates(file.text, formatFor(file.name));
    return checked.valid
      ? { mandates: checked.mandates }
      : {
          refused: page(
            visit.t('staff:mandates.problems'),
            problemsView(checked.problems, desk.words(visit)),
            422,
          ),
        };
  }

  const setStatus = (path: 'close' | 'reopen') =>
    pages.staff({
      method: 'POST',
      path: `mandates/:id/${path}`,
      needs: 'edit',
      async handle({ params, account }) {
        const mandate = mandates.get(params.id ?? '');
        if (!mandate) throw notFound();
        if (path === 'close') await mandates.close(mandate.id);
        else await mandates.upsert({ ...mandate, status: 'open' });
        await store.audit({ actor: account.email, action: `mandate-${path}`, subject: mandate.id });
        return { goTo: `/staff/mandates?done=${path}` };
      },
    });

  return [
    pages.staff({
      method: 'GET',
      path: 'mandates',
      needs: 'edit',
      handle(visit) {
        const done = (['close', 'reopen', 'import'] as const).find(
          (each) => each === visit.query.get('done'),
        );
        const body = mandatesView({
          mandates: mandates.all(),
          fault: mandates.fault()?.message,
          words: desk.words(visit),
          csrf: visit.csrf,
          notice: done && visit.t(`staff:mandates.done.${done}`),
        });
        return page(visit.t('staff:nav.mandates'), body);
      },
    }),
    setStatus('close'),
    setStatus('reopen'),
    pages.staff({
      method: 'POST',
      path: 'mandates/import',
      needs: 'edit',
      async handle(visit) {
        const sent = visit.form.get('file');
        if (!(sent instanceof File)) throw new Refusal(400, 'staff:refusal.badRequest');
        const file = { name: sent.name, text: await sent.text() };
        const found = read(visit, file);
        if (found.refused) return found.refused;
        const replace = fieldOf(visit.form, 'replace') === 'yes';
        const names = new Map(
          [...mandates.all(), ...found.mandates].map(({ id, title }) => [id, title[visit.locale]]),
        );
        const body = previewView({
          changes: changesBetween(mandates.all(), found.mandates, replace),
          file,
          replace,
          titleOf: (id) => names.get(id) ?? '',
          words: desk.words(visit),
          csrf: visit.csrf,
        });
        return page(visit.t('staff:mandates.previewTitle'), body);
      },
    }),
    pages.staff({
      method: 'POST',
      path: 'mandates/import/confirm',
      needs: 'edit',
      async handle(visit) {
        const text = visit.form.get('text');
        const file = { name: fieldOf(visit.form, 'name'), text: typeof text === 'string' ? text : '' };
        const found = read(visit, file);
        if (found.refused) return found.refused;
        const replace = fieldOf(visit.form, 'replace') === 'yes';
        const { added, changed, removed } = changesBetween(mandates.all(), found.mandates, replace);
        await (replace ? mandates.replace(found.mandates) : mandates.upsert(...found.mandates));
        const detail = { added: added.length, changed: changed.length, removed: removed.length };
        await store.audit({ actor: visit.account.email, action: 'mandates-import', detail });
        return { goTo: '/staff/mandates?done=import' };
      },
    }),
    pages.staff({
      method: 'GET',
      path: 'mandates/export/:format',
      needs: 'edit',
      async handle({ params, account }) {
        const format = FORMATS.find((each) => each === params.format);
        if (!format) throw notFound();
        await store.audit({
          actor: account.email,
          action: 'export',
          subject: 'mandates',
          detail: { format },
        });
        return {
          file: writeMandates(mandates.all(), format, { excel: true }),
          name: `mandates.${format}`,
          type: TYPES[format],
        };
      },
    }),
  ];
}

/** By the file's name. @throws {Refusal} when that says nothing. */
function formatFor(name: string): Format {
  try {
    return formatOf(name);
  } catch (error) {
    throw error instanceof CodedError ? new Refusal(422, 'staff:refusal.fileFormat') : error;
  }
}
