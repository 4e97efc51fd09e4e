import type { Translate } from '../../i18n.ts';
import type { Locale } from '../../locale.ts';
import type { Handoff, StoredTurn } from '../../transcripts/review.ts';
import type { StoredActivity } from '../../transcripts/turn.ts';
import { transcriptView } from '../conversations/transcript-view.ts';
import { type Html, html } from '../html.ts';
import { notice, post } from '../pages/fields.ts';
import { conversationPath, handoffPath } from '../pages/paths.ts';
import type { Words } from '../pages/words.ts';
import { CANNED } from './replies.ts';
import { readSummary } from './summary.ts';

export interface HandoffPage {
  handoff: Handoff;
  said: StoredActivity[];
  turns: StoredTurn[];
  /** The visitor's language, and the texts in it. */
  language: Locale;
  visitorTexts: Translate;
  /** What the mandates of the summary are called. */
  titleOf(mandate: string): string;
  words: Words;
  csrf: string;
  /** Who looks at it. */
  email: string;
  notice?: string;
}

/** One request: what the visitor needs, what was said, and the way to answer. */
export const handoffView = (page: HandoffPage): Html => {
  const { handoff, words, said, turns } = page;
  const { t } = words;
  return html`${notice(page.notice)}<p><a href="/staff/handoffs">${t('staff:inbox.back')}</a></p>${
    handoff.state !== 'done' && html`<p class="jump"><a href="#answer">${t('staff:inbox.toAnswer')}</a></p>`
  }
<div class="columns"><section aria-labelledby="talk"><h2 id="talk">${t('staff:talk.title')}</h2>
<div data-live="talk">${transcriptView(said, turns, words)}</div></section>
<aside class="near" id="answer" aria-label="${t('staff:talk.beside')}">${actions(page)}${summary(page)}
<p><a href="${conversationPath(handoff.conversationId)}">${t('staff:inbox.conversation')}</a></p></aside></div>`;
};

function summary({ handoff, words, language, titleOf }: HandoffPage): Html {
  const { t, moment, topic, language: nameOf } = words;
  const { asked, profile, verdict, suggested, mandate, reason } = readSummary(handoff.summary);
  const { contact } = handoff;
  const reach = [contact?.name, contact?.email, contact?.phone].filter(Boolean).join(', ');
  const lines: [string, string | undefined][] = [
    [
      t('staff:inbox.state'),
      `${t(`staff:handoff.${handoff.state}`)}${handoff.takenBy ? ` (${handoff.takenBy})` : ''}`,
    ],
    [t('staff:inbox.since'), moment(handoff.requestedAt)],
    [t('staff:list.language'), nameOf(language)],
    [t('staff:inbox.contact'), reach || t('staff:inbox.here')],
    [t('staff:inbox.reason'), reason && t(`staff:inbox.why.${reason}`)],
    [t('staff:inbox.asked'), asked.map(topic).join(', ')],
    [t('staff:inbox.eligible'), verdict && t(`eligibility:outcome.${verdict}`)],
    [t('staff:inbox.mandate'), mandate && titleOf(mandate)],
    [t('staff:visitor.suggested'), suggested.map(titleOf).join(' · ')],
    ...profile.map(({ field, text }): [string, string] => [fieldName(field, t), text]),
  ];
  return html`<section><h2>${t('staff:inbox.summary')}</h2><dl>${lines.map(
    ([name, value]) => value && html`<dt>${name}</dt><dd>${value}</dd>`,
  )}</dl></section>`;
}

const FIELDS = ['residency', 'languages', 'availability', 'departure', 'domains', 'countries'] as const;

const fieldName = (field: string, t: Translate): string => {
  const known = FIELDS.find((each) => each === field);
  return known ? t(`profile:field.${known}`) : field;
};

function actions(page: HandoffPage): Html {
  const { handoff, words, csrf, email } = page;
  const { t } = words;
  const to = (below: string) => handoffPath(handoff.conversationId, below);
  if (handoff.state === 'done') return html`<p class="hint">${t('staff:inbox.closed')}</p>`;
  if (handoff.state === 'waiting')
    return html`<div class="actions">${post(csrf, to('/take'), html`<button>${t('staff:inbox.take')}</button>`)}<p class="hint">${t('staff:inbox.takeHint')}</p></div>`;
  if (handoff.takenBy !== email)
    return html`<p>${t('staff:inbox.other', { name: handoff.takenBy ?? '' })}</p>${post(
      csrf,
      to('/take'),
      html`<input type="hidden" name="from" value="${handoff.takenBy}"><button class="quiet">${t('staff:inbox.takeOver')}</button><p class="hint">${t('staff:inbox.takeOverHint')}</p>`,
    )}`;
  return html`${replyForm(page, to('/reply'))}<div class="actions">${post(
    csrf,
    to('/close'),
    html`<button class="quiet">${t('staff:inbox.close')}</button>`,
  )}<p class="hint">${t('staff:inbox.closeHint')}</p></div>`;
}

const replyForm = (
  { words: { t, language: nameOf }, language, visitorTexts, csrf }: HandoffPage,
  action: string,
): Html =>
  post(
    csrf,
    action,
    html`<p><label for="canned">${t('staff:inbox.canned')}</label><select id="canned" name="canned" data-fills="reply"><option value=""></option>${CANNED.map(
      (name) =>
        html`<option value="${name}" lang="${language}">${visitorTexts(`staff:canned.${name}`)}</option>`,
    )}</select></p>
<p><label for="reply">${t('staff:inbox.reply', { language: nameOf(language) })}</label><textarea id="reply" name="text" rows="4" maxlength="2000" lang="${language}"></textarea></p>
<p><button>${t('staff:inbox.send')}</button></p>`,
  );
