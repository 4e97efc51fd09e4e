import type { ConversationDetail, Handoff } from '../../transcripts/review.ts';
import type { StoredActivity } from '../../transcripts/turn.ts';
import type { Permission } from '../access/roles.ts';
import { type Html, html } from '../html.ts';
import { notice, post } from '../pages/fields.ts';
import { conversationPath, handoffPath } from '../pages/paths.ts';
import type { Words } from '../pages/words.ts';
import { eventInWords, VERDICTS } from './events.ts';
import type { Neighbours, Step } from './list.ts';
import { signs } from './list-view.ts';
import { profileLines, type VisitorMemory } from './memory.ts';
import { transcriptView } from './transcript-view.ts';

export interface ConversationPage {
  detail: ConversationDetail;
  said: StoredActivity[];
  memory: VisitorMemory;
  /** What the mandates that were suggested are called; their ids where they are gone. */
  suggested: string[];
  words: Words;
  csrf: string;
  can(permission: Permission): boolean;
  /** The list that it was opened from, as an address; nothing when it was opened from elsewhere. */
  list?: string;
  neighbours: Neighbours;
  /** The reason for which personal data is shown, once. */
  revealed?: string;
  notice?: string;
}

export const conversationView = (page: ConversationPage): Html => {
  const { detail, words, revealed } = page;
  const { t } = words;
  return html`${notice(page.notice)}${wayThrough(page)}
<p class="facts">${words.moment(detail.startedAt)} · ${words.channel(detail.channel)}${
    detail.locale && ` · ${words.language(detail.locale)}`
  }</p>
${signs(detail, words)}
<div class="columns"><section aria-labelledby="talk"><h2 id="talk">${t('staff:talk.title')}</h2>
${revealed === undefined ? html`<p class="hint">${t('staff:talk.masked')}</p>` : html`<p class="notice" role="status">${t('staff:talk.revealed')}</p>`}
${transcriptView(page.said, detail.turnFacts, words)}</section>
<aside aria-label="${t('staff:talk.beside')}">${[visitor(page), requests(page), marks(page), notes(page), taking(page)]}</aside></div>`;
};

/** Previous and next: the arrow keys follow the same links. */
const wayThrough = ({ neighbours: { previous, next }, list, words: { t } }: ConversationPage): Html => {
  const to = (step: Step) =>
    `${conversationPath(step.conversationId)}?${new URLSearchParams({ list: step.list })}`;
  const back = html`<a href="/staff/conversations?${list}">${t('staff:talk.back')}</a>`;
  return html`<nav class="through" aria-label="${t('staff:talk.through')}">${back}${
    previous && html`<a rel="prev" href="${to(previous)}">${t('staff:talk.previous')}</a>`
  }${next && html`<a rel="next" href="${to(next)}">${t('staff:talk.next')}</a>`}${
    (previous || next) && html`<span class="hint keys">${t('staff:talk.keys')}</span>`
  }</nav>`;
};

function visitor({ detail, memory, suggested, words }: ConversationPage): Html {
  const { t } = words;
  const verdict = verdictOf(detail, words);
  const drawn = drawnBy(detail, words);
  const lines = [
    ...profileLines(memory, words),
    ...(verdict ? [{ name: t('staff:visitor.verdict'), value: verdict }] : []),
    ...(drawn ? [{ name: t('staff:visitor.drawn'), value: drawn }] : []),
  ];
  return html`<section><h2>${t('staff:visitor.title')}</h2>
${
  lines.length === 0
    ? html`<p class="empty">${t('staff:visitor.nothing')}</p>`
    : html`<dl>${lines.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
}
${suggested.length > 0 && html`<h3>${t('staff:visitor.suggested')}</h3><ul>${suggested.map((title) => html`<li>${title}</li>`)}</ul>`}
</section>`;
}

/** The verdict that was shown last, and what stood against it. */
function verdictOf({ turnFacts }: ConversationDetail, words: Words): string | undefined {
  const events = turnFacts.findLast((turn) => turn.events?.includes('checked'))?.events ?? [];
  const told = events.filter(
    (event) => VERDICTS.some((verdict) => verdict === event) || event.startsWith('excluded:'),
  );
  return told.map((event) => eventInWords(event, words)).join(', ') || undefined;
}

/** How far they went towards a mandate; a posting is opened outside of what was said. */
function drawnBy({ turnFacts }: ConversationDetail, words: Words): string {
  const happened = new Set(turnFacts.flatMap(({ events = [] }) => events));
  return ['interested', 'opened']
    .filter((event) => happened.has(event))
    .map((event) => eventInWords(event, words))
    .join(', ');
}

const requests = ({ detail, words: { t, moment }, can }: ConversationPage): Html | false =>
  detail.handoffs.length > 0 &&
  html`<section><h2>${t('staff:nav.handoffs')}</h2><ul>${detail.handoffs.map(
    ({ state, requestedAt, takenBy }: Handoff) =>
      html`<li>${moment(requestedAt)} – ${t(`staff:handoff.${state}`)}${takenBy && ` (${takenBy})`}</li>`,
  )}</ul>${can('answer') && html`<p><a href="${handoffPath(detail.conversationId)}">${t('staff:handoff.open')}</a></p>`}</section>`;

/** So that whoever reads conversation after conversation stays on the way. */
const kept = ({ list }: ConversationPage): Html | false =>
  list !== undefined && html`<input type="hidden" name="list" value="${list}">`;

function marks(page: ConversationPage): Html {
  const { detail, words, csrf } = page;
  const { t } = words;
  const to = (below: string) => conversationPath(detail.conversationId, below);
  return html`<section><h2>${t('staff:marks.title')}</h2>
${post(
  csrf,
  to('/review'),
  html`${kept(page)}<input type="hidden" name="reviewed" value="${detail.reviewedAt ? 'no' : 'yes'}"><button${
    detail.reviewedAt ? html` class="quiet"` : ''
  }>${t(detail.reviewedAt ? 'staff:marks.unreview' : 'staff:marks.review')}</button>`,
)}
${
  detail.tags.length > 0 &&
  html`<ul class="tags">${detail.tags.map(
    (tag) =>
      html`<li>${tag} ${post(
        csrf,
        to('/untag'),
        html`${kept(page)}<input type="hidden" name="tag" value="${tag}"><button class="quiet" aria-label="${t('staff:marks.untag', { tag })}">×</button>`,
        'inline',
      )}</li>`,
  )}</ul>`
}
${post(
  csrf,
  to('/tag'),
  html`${kept(page)}<p><label for="tag">${t('staff:marks.tag')}</label> <input id="tag" name="tag" required maxlength="40"> <button class="quiet">${t(
    'staff:marks.add',
  )}</button></p>`,
)}</section>`;
}

function notes(page: ConversationPage): Html {
  const { detail, words, csrf } = page;
  const { t, moment } = words;
  return html`<section><h2>${t('staff:notes.title')}</h2>${detail.notes.map(
    ({ author, at, text }) =>
      html`<article class="note"><p class="by">${author} <time datetime="${at.toISOString()}">${moment(at)}</time></p><p class="typed">${text}</p></article>`,
  )}
${post(
  csrf,
  conversationPath(detail.conversationId, '/note'),
  html`${kept(page)}<p><label for="note">${t('staff:notes.label')}</label><textarea id="note" name="note" rows="2" required maxlength="2000"></textarea></p><p><button class="quiet">${t(
    'staff:notes.add',
  )}</button></p>`,
)}</section>`;
}

function taking({ detail, words: { t }, csrf, can, revealed }: ConversationPage): Html {
  const to = (below: string) => conversationPath(detail.conversationId, below);
  return html`${
    can('export') &&
    html`<section><h2>${t('staff:take.title')}</h2><ul>
<li><a href="${to('/print')}">${t('staff:take.print')}</a></li>
<li><a href="${to('/export/csv')}">${t('staff:take.csv')}</a></li>
<li><a href="${to('/export/transcript')}">${t('staff:take.transcript')}</a></li></ul></section>`
  }${
    can('reveal') &&
    revealed === undefined &&
    html`<section><h2>${t('staff:reveal.title')}</h2>${post(
      csrf,
      to('/reveal'),
      html`<p><label for="reason">${t('staff:reveal.reason')}</label><input id="reason" name="reason" required minlength="5" maxlength="200" aria-describedby="reveal-hint"></p>
<p id="reveal-hint" class="hint">${t('staff:reveal.hint')}</p><p><button class="quiet">${t('staff:reveal.submit')}</button></p>`,
    )}</section>`
  }${
    can('erase') &&
    html`<section><h2>${t('staff:erase.title')}</h2><details><summary>${t('staff:erase.open')}</summary>${post(
      csrf,
      to('/erase'),
      html`<p>${t('staff:erase.warning')}</p><p><label><input type="checkbox" name="sure" value="yes" required> ${t(
        'staff:erase.sure',
      )}</label></p><p><button class="danger">${t('staff:erase.submit')}</button></p>`,
    )}</details></section>`
  }`;
}

/** The same to print: what was said, and nothing to press. */
export const printView = ({ detail, said, words, memory }: ConversationPage): Html =>
  html`<h1>${words.t('staff:talk.one')}</h1><p>${words.moment(detail.startedAt)} · ${words.channel(detail.channel)}</p>
<dl>${profileLines(memory, words).map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${transcriptView(said, [], words)}`;
