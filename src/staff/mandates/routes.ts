import { z } from 'zod';
import { CodedError } from '../../errors.ts';
import type { Route } from '../../http/route.ts';
import { type Changes, changesBetween } from '../../mandates/changes.ts';
import {
  FORMATS,
  type Format,
  formatOf,
  readMandates,
  writeMandates,
} from '../../mandates/formats/formats.ts';
import type { Mandate } from '../../mandates/mandate.ts';
import { hashOf } from '../access/secrets.ts';
import type { Desk } from '../desk.ts';
import { notFound, Refusal } from '../pages/refusal.ts';
import { type Answer, fieldOf, type StaffVisit } from '../pages/visit.ts';
import { mandatesView, previewView, problemsView } from './mandates-view.ts';
import { hasClosed } from './standing.ts';

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

  const isReplacing = ({ form }: StaffVisit): boolean => fieldOf(form, 'replace') === 'yes';

  function preview(
    visit: StaffVisit,
    file: { name: string; text: string },
    incoming: Mandate[],
    { otherwise = false } = {},
  ): Answer {
    const replace = isReplacing(visit);
    const changes = changesBetween(mandates.all(), incoming, replace);
    const body = previewView({
      changes,
      file,
      replace,
      before: byId(mandates.all()),
      after: byId(incoming),
      seal: sealOf(changes, mandates.all()),
      otherwise,
      words: desk.words(visit),
      csrf: visit.csrf,
    });
    return page(visit.t('staff:mandates.previewTitle'), body, otherwise ? 409 : 200);
  }

  const setStatus = (path: 'close' | 'reopen') =>
    pages.staff({
      method: 'POST',
      path: `mandates/:id/${path}`,
      needs: 'edit',
      async handle({ params, form, account }) {
        const mandate = mandates.get(params.id ?? '');
        if (!mandate) throw notFound();
        if (path === 'close') await mandates.close(mandate.id);
        else await mandates.upsert(reopened(mandate, fieldOf(form, 'until'), desk.now()));
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
          now: desk.now(),
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
        const file = { name: sent.name, text: decoded(await sent.arrayBuffer()) };
        const found = read(visit, file);
        return found.refused ?? preview(visit, file, found.mandates);
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
        const replace = isReplacing(visit);
        const changes = changesBetween(mandates.all(), found.mandates, replace);
        if (sealOf(changes, mandates.all()) !== fieldOf(visit.form, 'seal'))
          return preview(visit, file, found.mandates, { otherwise: true });
        await (replace ? mandates.replace(found.mandates) : mandates.upsert(...found.mandates));
        const { added, changed, removed } = changes;
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

const byId = (mandates: readonly Mandate[]) => new Map(mandates.map((mandate) => [mandate.id, mandate]));

/** Stands for what an import changes, and from what: another seal means that somebody changed mandates meanwhile. */
function sealOf({ added, changed, removed }: Changes, present: readonly Mandate[]): string {
  const before = byId(present);
  const touched = [...changed.map(({ id }) => id), ...removed].map((id) => before.get(id));
  return hashOf(JSON.stringify([added, changed, touched]));
}

/** UTF-8, or what an older Excel writes. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Open again, until another day where its closing date has passed. @throws {Refusal} when that is no day to come. */
function reopened(mandate: Mandate, until: string, now: Date): Mandate {
  if (!hasClosed(mandate, now)) return { ...mandate, status: 'open' };
  const open: Mandate = { ...mandate, status: 'open', closesOn: until };
  if (!z.iso.date().safeParse(until).success || hasClosed(open, now))
    throw new Refusal(422, 'staff:refusal.until');
  return open;
}

/** By the file's name. @throws {Refusal} when that says nothing. */
function formatFor(name: string): Format {
  try {
    return formatOf(name);
  } catch (error) {
    throw error instanceof CodedError ? new Refusal(422, 'staff:refusal.fileFormat') : error;
  }
}
