import type { Handoff, HandoffState } from '../../transcripts/review.ts';
import { type Html, html } from '../html.ts';
import { notice } from '../pages/fields.ts';
import { handoffPath } from '../pages/paths.ts';
import type { Words } from '../pages/words.ts';
import { readSummary } from './summary.ts';

interface Inbox {
  handoffs: Handoff[];
  /** The state that is shown; without one, all that is not done. */
  state?: HandoffState;
  next?: string;
  words: Words;
  notice?: string;
}

const STATES = ['waiting', 'taken', 'done'] as const;

export const inboxView = ({ handoffs, state, next, words, notice: done }: Inbox): Html => {
  const { t } = words;
  return html`${notice(done)}<nav class="through" aria-label="${t('staff:inbox.states')}">
<a href="/staff/handoffs"${!state && html` aria-current="page"`}>${t('staff:inbox.open')}</a>${STATES.map(
    (each) =>
      html`<a href="?state=${each}"${each === state && html` aria-current="page"`}>${t(`staff:handoff.${each}`)}</a>`,
  )}</nav>
<div data-live="inbox">${
    handoffs.length === 0
      ? html`<p class="empty">${t('staff:inbox.none')}</p>`
      : html`<ul class="cards">${handoffs.map((handoff) => card(handoff, words))}</ul>`
  }</div>
${next && html`<p><a class="button" rel="next" href="?${new URLSearchParams({ ...(state && { state }), cursor: next }).toString()}">${t('staff:list.older')}</a></p>`}`;
};

function card(
  { conversationId, state, requestedAt, takenBy, contact, summary }: Handoff,
  words: Words,
): Html {
  const { t, moment, language, topic } = words;
  const { locale, asked, reason } = readSummary(summary);
  const reach = contact?.email ?? contact?.phone;
  return html`<li class="group"><h2><a href="${handoffPath(conversationId)}">${moment(requestedAt)}</a></h2>
<ul class="signs"><li class="${state === 'waiting' ? 'warn' : 'plain'}">${t(`staff:handoff.${state}`)}</li>${
    locale && html`<li>${language(locale)}</li>`
  }${takenBy && html`<li>${takenBy}</li>`}</ul>
${reason && html`<p>${t(`staff:inbox.why.${reason}`)}</p>`}
${asked.length > 0 && html`<p>${t('staff:inbox.asked')} ${asked.map(topic).join(', ')}</p>`}
<p class="hint">${reach ? t('staff:inbox.reach', { contact: reach }) : t('staff:inbox.here')}</p></li>`;
}
