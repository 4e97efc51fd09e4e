import type { Statistics } from '../../transcripts/review.ts';
import { type Html, html } from '../html.ts';
import { input } from '../pages/fields.ts';
import type { Words } from '../pages/words.ts';
import { barChart, columnChart, heatChart } from './charts.ts';
import type { Figure } from './figures.ts';

interface FiguresPage {
  figures: Figure[];
  statistics: Statistics;
  /** Days, both included. */
  from: string;
  to: string;
  words: Words;
}

export async function figuresView({ figures, statistics, from, to, words }: FiguresPage): Promise<Html> {
  const { t, number } = words;
  const address = new URLSearchParams({ from, to }).toString();
  const tiles: [string, number][] = [
    [t('staff:figures.conversations'), statistics.conversations],
    [t('staff:figures.newConversations'), statistics.newConversations],
    [t('staff:list.turns'), statistics.turns],
    [t('staff:figures.unanswered'), statistics.unanswered],
  ];
  return html`<search><form method="get" class="filters"><div class="grid"><p>${input('from', t('staff:filter.from'), from, 'date')}</p><p>${input(
    'to',
    t('staff:filter.to'),
    to,
    'date',
  )}</p></div><p><button class="quiet">${t('staff:filter.submit')}</button></p></form></search>
<ul class="tiles">${tiles.map(([name, value]) => html`<li><strong>${number(value)}</strong> ${name}</li>`)}</ul>
<div class="figures">${await Promise.all(figures.map((figure) => figureView(figure, address, words)))}</div>`;
}

async function figureView(figure: Figure, address: string, words: Words): Promise<Html> {
  const { t } = words;
  const { id, title, columns, rows, hint, shape } = figure;
  const isEmpty = rows.every(({ values }) =>
    values.every((value) => typeof value !== 'number' || value === 0),
  );
  return html`<figure class="${shape === 'demand' ? 'wide' : ''}" aria-labelledby="figure-${id}"><figcaption id="figure-${id}">${title}</figcaption>
${hint && !isEmpty && html`<p class="hint">${hint}</p>`}
${isEmpty ? html`<p class="empty">${t('staff:figures.nothing')}</p>` : await chartOf(figure, words)}
<details><summary>${t('staff:figures.table')}<span class="unseen"> ${title}</span></summary><div class="scroll" tabindex="0" role="region" aria-label="${title}"><table>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({ name, values }) =>
      html`<tr><th scope="row">${name}</th>${values.map((value) => html`<td class="number">${value}</td>`)}</tr>`,
  )}</tbody></table></div><p><a href="/staff/figures/${id}.csv?${address}">${t('staff:take.csv')}<span class="unseen"> ${title}</span></a></p></details></figure>`;
}

function chartOf({ shape, rows, columns, title }: Figure, { locale }: Words): Promise<Html> {
  const first = rows.map(({ name, values }) => ({ name, value: Number(values[0]) }));
  switch (shape) {
    case 'bars':
      return barChart(first, title);
    case 'columns':
      return columnChart(first, title);
    case 'stacked':
      return barChart(
        rows.flatMap(({ name, values }) =>
          values.map((value, index) => ({ name, value: Number(value), kind: columns[index + 1] })),
        ),
        title,
      );
    case 'demand':
      return heatChart(
        rows.map(({ name, values: [country, sought, offered] }) => ({
          row: name,
          column: String(country),
          value: Number(sought),
          text: sought || offered ? `${sought} / ${offered}` : '',
        })),
        title,
        new Intl.Collator(locale).compare,
      );
  }
}
