import type { IncomingMessage } from 'node:http';
import { type Locale, pickLocale } from '../locale.ts';

/** The language that a page is asked for in: by `?locale=`, else by the browser's own list. */
export function askedLocale({ url = '', headers }: IncomingMessage): Locale | undefined {
  const named = new URL(url, 'http://page').searchParams.get('locale') ?? undefined;
  return pickLocale(named, ...acceptedTags(headers['accept-language'] ?? ''));
}

/** The tags of an Accept-Language header, most wanted first. */
const acceptedTags = (header: string): string[] =>
  header
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*q=/))
    .map(([tag = '', quality = '1']) => ({ tag, quality: Number(quality) }))
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
