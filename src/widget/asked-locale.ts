import type { IncomingMessage } from 'node:http';
import { acceptedTags } from '../http/accept-language.ts';
import { type Locale, pickLocale } from '../locale.ts';

/** The language that a page is asked for in: by `?locale=`, else by the browser's own list. */
export function askedLocale({ url = '', headers }: IncomingMessage): Locale | undefined {
  const named = new URL(url, 'http://page').searchParams.get('locale') ?? undefined;
  return pickLocale(named, ...acceptedTags(headers['accept-language']));
}
