import type { FullSummary, Summary } from './summary.ts';

const ROWS: [string, (summary: Summary) => string][] = [
  ['questions', ({ questions }) => String(questions)],
  ['of them out of scope', ({ outOfScope }) => String(outOfScope)],
  ['best topic right', ({ accuracy }) => percent(accuracy)],
  ['right among the best three', ({ topThree }) => percent(topThree)],
  ['answered right', ({ answeredRight }) => percent(answeredRight)],
  ['answered wrong', ({ answeredWrong }) => percent(answeredWrong)],
  ['asked back (did you mean)', ({ clarified }) => percent(clarified)],
  ['fell back', ({ fallback }) => percent(fallback)],
  ['out of scope: fell back', ({ outOfScopeRecall }) => percent(outOfScopeRecall)],
  ['out of scope: answered', ({ outOfScopeAnswered }) => percent(outOfScopeAnswered)],
  ['AUROC, in against out of scope', ({ auroc }) => percent(auroc)],
  ['language right', ({ language }) => percent(language)],
  ['microseconds, median', ({ microseconds }) => String(microseconds.median)],
  ['microseconds, p95', ({ microseconds }) => String(microseconds.p95)],
];

const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);

/** The summary as a table for people, one column for all and one a locale, then what was taken for what. */
export function reportOf(summary: FullSummary): string {
  const columns: [string, Summary][] = [['all', summary], ...Object.entries(summary.byLocale)];
  const table = [
    ['', ...columns.map(([name]) => name)],
    ...ROWS.map(([label, cell]) => [label, ...columns.map(([, own]) => cell(own))]),
  ];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
  const mistakes = summary.confusion.map(
    ({ expected, predicted, count }) => `${String(count).padStart(4)}  ${expected} taken for ${predicted}`,
  );
  return [...lines, ...(mistakes.length > 0 ? ['', ...mistakes] : [])].join('\n');
}
