import { LOCALES } from '../../locale.ts';
import { type Html, html } from '../html.ts';
import { input, select } from '../pages/fields.ts';
import { conversationPath } from '../pages/paths.ts';
import type { Words } from '../pages/words.ts';
import { OUTCOMES } from './events.ts';
import type { Line, Lines } from './list.ts';
import { type ListQuery, pageAddress } from './query.ts';

interface List extends Lines {
  words: Words;
  query: ListQuery;
  topics: string[];
}

export const listView = (list: List): Html => html`
${filterForm(list)}
${list.lines.length === 0 ? nothing(list) : table(list)}
${list.next && html`<p><a class="button" rel="next" href="?${withCursor(list)}">${list.words.t('staff:list.older')}</a></p>`}`;

const nothing = ({ words: { t }, query: { address } }: List): Html =>
  html`<p class="empty">${t(address.size === 0 ? 'staff:list.empty' : 'staff:list.none')}</p>`;

const withCursor = ({ query, next }: List): string =>
  new URLSearchParams([...query.address, ['cursor', next ?? '']]).toString();

function filterForm({ words, query: { fields }, topics }: List): Html {
  const { t } = words;
  const any = t('staff:filter.any');
  const yesNo = [
    { value: 'yes', label: t('staff:filter.yes') },
    { value: 'no', label: t('staff:filter.no') },
  ];
  const { q: _q, cursor: _cursor, ...narrowing } = fields;
  const isNarrow = Object.values(narrowing).some((value) => value !== undefined);
  return html`<search><form method="get" class="filters">
<p class="search"><label for="f-q">${t('staff:filter.words')}</label>
<input id="f-q" name="q" type="search" value="${fields.q}"> <button>${t('staff:filter.submit')}</button>
${(isNarrow || fields.q) && html`<a href="/staff/conversations">${t('staff:filter.clear')}</a>`}</p>
<details${isNarrow && html` open`}><summary>${t('staff:filter.more')}</summary><div class="grid">
<p>${input('from', t('staff:filter.from'), fields.from, 'date')}</p>
<p>${input('to', t('staff:filter.to'), fields.to, 'date')}</p>
<p>${select('locale', t('staff:filter.language'), any, languageOptions(words), fields.locale)}</p>
<p>${select('channel', t('staff:filter.channel'), any, channelOptions(words), fields.channel)}</p>
<p>${select('topic', t('staff:filter.topic'), any, topicOptions(words, topics), fields.topic)}</p>
<p>${select('event', t('staff:filter.outcome'), any, eventOptions(words), fields.event)}</p>
<p>${select('rating', t('staff:filter.rating'), any, ratingOptions(), fields.rating?.toString())}</p>
<p>${select('unanswered', t('staff:filter.unanswered'), any, yesNo, fields.unanswered)}</p>
<p>${select('handoff', t('staff:filter.handoff'), any, handoffOptions(words), fields.handoff)}</p>
<p>${select('reviewed', t('staff:filter.reviewed'), any, yesNo, fields.reviewed)}</p>
<p>${input('tag', t('staff:filter.tag'), fields.tag)}</p>
<p>${input('reference', t('staff:filter.reference'), fields.reference)}</p>
</div></details></form></search>`;
}

export const languageOptions = (words: Words) =>
  LOCALES.map((value) => ({ value, label: words.language(value) }));
const channelOptions = (words: Words) =>
  ['directline', 'msteams', 'facebook'].map((value) => ({ value, label: words.channel(value) }));
export const topicOptions = (words: Words, topics: string[]) => {
  const { compare } = new Intl.Collator(words.locale);
  return topics
    .map((value) => ({ value, label: words.topic(value) }))
    .sort((one, other) => compare(one.label, other.label));
};
const eventOptions = ({ t }: Words) => OUTCOMES.map((value) => ({ value, label: t(`staff:event.${value}`) }));
const ratingOptions = () => ['1', '2', '3', '4', '5'].map((value) => ({ value, label: value }));
const handoffOptions = ({ t }: Words) =>
  (['any', 'waiting', 'taken', 'done'] as const).map((value) => ({
    value,
    label: t(`staff:handoff.${value}`),
  }));

const table = (list: List): Html => {
  const { t } = list.words;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${t('staff:nav.conversations')}"><table class="stack">
<thead><tr><th scope="col">${t('staff:list.last')}</th><th scope="col">${t('staff:list.language')}</th><th scope="col">${t(
    'staff:list.channel',
  )}</th><th scope="col">${t('staff:list.turns')}</th><th scope="col">${t('staff:list.signs')}</th><th scope="col">${t(list.query.fields.q === undefined ? 'staff:list.first' : 'staff:list.found')}</th></tr></thead>
<tbody>${list.lines.map((line) => row(line, list))}</tbody></table></div>`;
};

function row({ conversation, hit, first }: Line, { words, query }: List): Html {
  const { conversationId, lastAt, locale, channel, turns } = conversation;
  const list = pageAddress(query);
  const place = hit ? `#m${hit.seq}` : '';
  return html`<tr><th scope="row"><a href="${conversationPath(conversationId)}?${new URLSearchParams({
    list,
  }).toString()}${place}">${words.moment(lastAt)}</a></th>
<td class="meta">${locale && words.language(locale)}</td><td class="meta">${words.channel(channel)}</td><td class="meta number" data-label="${words.t('staff:list.turns')}">${words.number(turns)}</td>
<td>${signs(conversation, words)}</td>
<td class="excerpt"${locale && html` lang="${locale}"`}>${hit ? hit.excerpt.map(({ text, mark }) => (mark ? html`<mark>${text}</mark>` : words.masked(text))) : words.masked(first ?? '')}</td></tr>`;
}

/** What is to be known of a conversation at a glance, in words and not by colour alone. */
export const signs = (
  { unanswered, rating, handoff, reviewedAt, tags }: Line['conversation'],
  { t, number }: Words,
): Html =>
  html`<ul class="signs">${unanswered > 0 && html`<li class="warn">${t('staff:sign.unanswered', { number: number(unanswered) })}</li>`}${
    handoff &&
    html`<li class="${handoff === 'waiting' ? 'warn' : 'plain'}">${t(`staff:handoff.${handoff}`)}</li>`
  }${rating !== undefined && html`<li class="plain">${t('staff:sign.rating', { rating })}</li>`}${
    reviewedAt && html`<li class="good">${t('staff:sign.reviewed')}</li>`
  }${tags.map((tag) => html`<li class="tag">${tag}</li>`)}</ul>`;
