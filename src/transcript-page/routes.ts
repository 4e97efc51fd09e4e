import { wordsOfCards } from '../channels/reply.ts';
import { HttpError } from '../http/http-error.ts';
import type { Route } from '../http/route.ts';
import type { I18n, Translate } from '../i18n.ts';
import { type Locale, pickLocale, tagOf } from '../locale.ts';
import type { ConversationStore } from '../transcripts/store.ts';
import type { StoredActivity } from '../transcripts/turn.ts';
import type { TranscriptLinks } from './links.ts';

interface Parts {
  store: Pick<ConversationStore, 'read'>;
  links: TranscriptLinks;
  i18n: I18n;
  defaultLocale: Locale;
}

/** `/transcript/:token`: the visitor's own conversation as a text file, for whoever holds the link. */
export const transcriptRoutes = ({ store, links, i18n, defaultLocale }: Parts): Route[] => [
  {
    method: 'GET',
    path: '/transcript/:token',
    async handle(request, response) {
      const conversationId = await links.read(String(request.params.token));
      const rows = conversationId ? await store.read(conversationId) : [];
      if (rows.length === 0)
        throw new HttpError(404, 'NotFound', 'This link has expired, or the conversation was deleted.');
      const locale = pickLocale(localeOf(rows.at(-1))) ?? defaultLocale;
      response.writeHead(200, {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="${i18n[locale]('privacy:file.name')}.txt"`,
        'cache-control': 'no-store',
      });
      response.end(transcriptText(rows, i18n[locale], locale));
    },
  },
];

const localeOf = (row: StoredActivity | undefined): string | undefined =>
  typeof row?.activity.locale === 'string' ? row.activity.locale : undefined;

/** The messages of a conversation: when, who, what, with what stands on the cards. */
export function transcriptText(rows: StoredActivity[], t: Translate, locale: Locale): string {
  // Whoever reads the file elsewhere must be able to tell which clock it means.
  const time = new Intl.DateTimeFormat(tagOf(locale), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const messages = rows.flatMap(({ direction, activity }) => {
    const cards = direction === 'out' ? wordsOfCards(activity.attachments) : [];
    const said = [activity.text, ...cards].filter(Boolean).join('\n\n');
    if (activity.type !== 'message' || said === '') return [];
    const at = activity.timestamp ? `${time.format(new Date(activity.timestamp))} – ` : '';
    const who = t(direction === 'in' ? 'privacy:file.you' : 'privacy:file.assistant');
    return [`${at}${who}\n${said}`];
  });
  return [t('privacy:file.title'), ...messages, ''].join('\n\n');
}
