import type { Request, Response } from 'restify';
import type { Translate } from '../../i18n.ts';
import type { Locale } from '../../locale.ts';
import type { Account } from '../access/accounts.ts';
import type { Session } from '../access/sessions.ts';
import type { Html } from '../html.ts';

/** One request to the staff pages, read once. */
export interface Visit {
  request: Request;
  response: Response;
  /** What stands in the path for `:name`. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** Empty for a page that is only read. */
  form: FormData;
  /** The language of the pages, which is not that of the conversations. */
  locale: Locale;
  t: Translate;
  /** Goes into every form. */
  csrf: string;
}

/** The same by somebody who is signed in and has the role. */
export interface StaffVisit extends Visit {
  account: Account;
  session: Session;
}

/** What a handler answers. */
export type Answer =
  | { page: Page; status?: number }
  /** Answered with 303, so that reloading the next page sends nothing twice. */
  | { goTo: string }
  | { file: string; name: string; type: string };

export interface Page {
  title: string;
  body: Html;
  /** The entry of the navigation that the page belongs to. */
  section?: Section;
  /** A page to print stands without navigation. */
  bare?: boolean;
}

const SECTIONS = [
  'home',
  'conversations',
  'handoffs',
  'unanswered',
  'content',
  'mandates',
  'figures',
  'people',
  'audit',
] as const;
export type Section = (typeof SECTIONS)[number];

/** The text of a field of a form; files and missing fields count as empty. PostgreSQL keeps no NUL. */
export function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.replaceAll('\0', '').trim() : '';
}
