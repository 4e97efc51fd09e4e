import type { Locale } from '../../locale.ts';
import { type Html, html } from '../html.ts';
import { post } from '../pages/fields.ts';
import type { Words } from '../pages/words.ts';
import { draftPath, steps } from './draft-view.ts';
import type { Outcome, Replay, Replayed } from './replay.ts';

interface ReplayPage {
  id: string;
  /** When the draft was saved whose effect this is. */
  at: Date;
  replay: Replay;
  /** Languages of a new topic in which it has fewer phrases than it takes to know others by them. */
  few: Locale[];
  /** Somebody else saved the draft after its effect was looked at. */
  changed: boolean;
  words: Words;
  csrf: string;
}

/** What would be answered otherwise, before anything is published. */
export const replayView = ({ id, at, replay, few, changed, words, csrf }: ReplayPage): Html => {
  const { t, number } = words;
  const { own, better, worse, different, unchanged } = replay;
  const total = better.length + worse.length + different.length + unchanged;
  return html`${steps(words, 'effect')}
${changed && html`<p class="refusal" role="alert">${t('staff:replay.changed')}</p>`}
<p>${t('staff:replay.intro', { total: number(total) })}</p>
<ul class="tiles"><li><strong>${number(better.length)}</strong> ${t('staff:replay.better')}</li><li><strong>${number(
    worse.length,
  )}</strong> ${t('staff:replay.worse')}</li><li><strong>${number(different.length)}</strong> ${t(
    'staff:replay.different',
  )}</li><li><strong>${number(unchanged)}</strong> ${t('staff:replay.same')}</li></ul>
${worse.length > 0 && html`<p class="refusal">${t('staff:replay.careful')}</p>`}
${few.length > 0 && html`<p class="refusal">${t('staff:replay.few', { languages: few.map(words.language).join(', ') })}</p>`}
${own.some(({ after }) => !after.answered) && html`<p class="refusal">${t('staff:replay.ownMissing')}</p>`}
${part(t('staff:replay.own'), own, words)}${part(t('staff:replay.worse'), worse, words)}${part(
  t('staff:replay.different'),
  different,
  words,
)}${part(t('staff:replay.better'), better, words)}
<div class="actions">${post(csrf, draftPath(id, '/publish'), html`<input type="hidden" name="seen" value="${at.getTime()}"><button>${t('staff:replay.publish')}</button>`)}<a class="button quiet" href="${draftPath(
    id,
  )}">${t('staff:replay.back')}</a></div>`;
};

const part = (title: string, rows: Replayed[], words: Words): Html | false =>
  rows.length > 0 &&
  html`<section><h2>${title}</h2><div class="scroll" tabindex="0" role="region" aria-label="${title}"><table>
<thead><tr><th scope="col">${words.t('staff:replay.question')}</th><th scope="col">${words.t(
    'staff:replay.before',
  )}</th><th scope="col">${words.t('staff:replay.after')}</th></tr></thead>
<tbody>${rows.map(
    ({ question, before, after }) =>
      html`<tr><th scope="row" lang="${question.locale}">${words.masked(question.text)}</th><td>${outcome(before, words)}</td><td>${outcome(after, words)}</td></tr>`,
  )}</tbody></table></div></section>`;

function outcome({ zone, topic, confidence, answered }: Outcome, { t, percent, topic: nameOf }: Words): Html {
  const state = answered ? 'answered' : zone === 'answer' ? 'noAnswer' : zone;
  return html`<span class="${answered ? '' : 'missing'}">${t(`staff:outcome.${state}`)}</span>${
    topic && zone !== 'fallback' && html`<br>${nameOf(topic)} (${percent(confidence)})`
  }`;
}

/** While the assistant learns the draft beside what serves. */
export const waitingView = (words: Words): Html =>
  html`${steps(words, 'effect')}<p class="notice" role="status">${words.t('staff:replay.working')}</p>`;
