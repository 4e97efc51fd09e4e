import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { I18n } from '../i18n.ts';
import { LOCALES, type Locale } from '../locale.ts';
import type { Logger } from '../log.ts';
import type { HandoffRequest } from '../transcripts/review.ts';

/** What a mail tells of the dialogs' summary; the whole of it stands on the staff pages. */
const Summary = z.object({
  locale: z.enum(LOCALES),
  asked: z.array(z.string()),
  profile: z.array(z.object({ text: z.string() })),
});

interface Parts {
  smtp: NonNullable<Config['smtp']>;
  i18n: I18n;
  /** The language of the team. */
  locale: Locale;
  staffUrl: string;
  logger: Logger;
}

export type NotifyStaff = (request: HandoffRequest) => Promise<void>;

const PATIENCE_MS = 10_000;

/**
 * Tells the team by e-mail that somebody waits. The request itself is already in the store, so that a mail
 * that cannot be sent is logged and loses nothing.
 */
export function createHandoffMail({ smtp, i18n, locale, staffUrl, logger }: Parts): NotifyStaff {
  const transport = createTransport({
    url: smtp.url,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  const t = i18n[locale];
  return async ({ summary: told, contact }) => {
    try {
      const summary = Summary.parse(told);
      const reach = contact?.email ?? contact?.phone;
      const language =
        new Intl.DisplayNames(locale, { type: 'language' }).of(summary.locale) ?? summary.locale;
      const lines = [
        `${t('handoff:mail.intro')} ${staffUrl}`,
        reach ? t('handoff:mail.contact', { contact: reach }) : t('handoff:mail.noContact'),
        t('handoff:mail.profile', { profile: summary.profile.map(({ text }) => text).join(' · ') || '–' }),
        t('handoff:mail.asked', { topics: summary.asked.join(', ') || '–' }),
      ];
      await transport.sendMail({
        to: smtp.to,
        from: smtp.to,
        ...(contact?.email && { replyTo: contact.email }),
        subject: t('handoff:mail.subject', { language }),
        text: lines.join('\n'),
      });
    } catch (error) {
      // What a mail server answers may quote the mail, and with it the visitor: only its codes are kept.
      const { code, responseCode } = error as { code?: string; responseCode?: number };
      logger.error(
        { code, responseCode },
        'the team could not be told of a request by e-mail; it waits on the staff pages',
      );
    }
  };
}
