import { element, ICONS, icon } from './element.ts';
import type { Cell, Table, Tone } from './table.ts';

const DRAWINGS: Record<NonNullable<Tone>, string> = {
  good: ICONS.yes,
  attention: ICONS.no,
  warning: ICONS.perhaps,
};

/**
 * A table of texts. Where it is narrow the rows become blocks, which costs them their roles in some browsers;
 * they are therefore spelled out.
 */
export function tableView({ head, rows }: Table): HTMLElement {
  const body = rows.map((cells) =>
    element('tr', { role: 'row' }, ...cells.map((cell, index) => cellView(cell, index === 0))),
  );
  return element(
    'div',
    { class: 'table' },
    element(
      'table',
      { role: 'table' },
      head &&
        element(
          'thead',
          { role: 'rowgroup' },
          element(
            'tr',
            { role: 'row' },
            ...head.map(({ text }) => element('th', { scope: 'col', role: 'columnheader' }, text)),
          ),
        ),
      element('tbody', { role: 'rowgroup' }, ...body),
    ),
  );
}

const cellView = ({ text, tone }: Cell, names: boolean): HTMLElement =>
  element(
    names ? 'th' : 'td',
    names ? { scope: 'row', role: 'rowheader' } : { role: 'cell', 'data-tone': tone },
    tone && icon(DRAWINGS[tone]),
    text,
  );
