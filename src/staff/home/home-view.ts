import type { Account } from '../access/accounts.ts';
import { type Html, html } from '../html.ts';
import type { Words } from '../pages/words.ts';

/** Something to do or to look at, how much of it there is, and where. */
export interface Task {
  name: 'waiting' | 'unanswered' | 'drafts' | 'answers' | 'mandates' | 'conversations';
  count: number;
  path: string;
}

export const homeView = (tasks: Task[], { name, email }: Account, words: Words): Html => {
  const { t } = words;
  const open = tasks.filter(({ count }) => count > 0);
  return html`<p>${t('staff:home.greeting', { name: name || email })}</p>
<section><h2>${t('staff:home.todo')}</h2>${
    open.length === 0
      ? html`<p class="empty">${t('staff:home.calm')}</p>`
      : html`<ul class="cards">${open.map((task) => card(task, words))}</ul>`
  }</section>`;
};

const card = ({ name, count, path }: Task, { t, number }: Words): Html =>
  html`<li class="group"><h3><a href="${path}">${t(`staff:home.${name}`, { number: number(count) })}</a></h3><p class="hint">${t(
    `staff:home.${name}Hint`,
  )}</p></li>`;
