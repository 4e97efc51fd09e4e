import type { Spec } from 'vega';
import { type Html, html, trusted } from '../html.ts';

/** A number of one thing, of one kind where there are several: a topic's questions in one language. */
export interface Bar {
  name: string;
  value: number;
  kind?: string;
}

export interface Cell {
  row: string;
  column: string;
  /** How full the cell is. */
  value: number;
  /** What stands in it. */
  text: string;
}

/** A bar with its name above it, so that long names fit on a phone. */
const BAR = 40;
const ROW = 26;
const WIDTH = 290;
/** The style sheet says what these colours are, by day and by night. */
const COLOUR = 'var(--chart-1)';
const COLOURS = [COLOUR, 'var(--chart-2)', 'var(--chart-3)'];
const TEXT = { fill: { value: 'var(--chart-text)' }, fontSize: { value: 12 } };

const AXIS = {
  aria: false,
  labelColor: 'var(--chart-text)',
  labelFontSize: 12,
  labelLimit: 300,
  domainColor: 'var(--chart-line)',
  tickColor: 'var(--chart-line)',
  gridColor: 'var(--chart-line)',
  titleColor: 'var(--chart-text)',
};

/** Bars lying one under the other, in the order given; of several kinds they are stacked, with a legend. */
export function barChart(bars: Bar[], title: string): Promise<Html> {
  const kinds = [...new Set(bars.map(({ kind }) => kind ?? ''))];
  const names = [...new Set(bars.map(({ name }) => name))];
  return draw(
    {
      width: WIDTH,
      height: names.length * BAR,
      data: [
        {
          name: 'bars',
          values: bars.map((bar) => ({ ...bar, kind: bar.kind ?? '' })),
          transform: [{ type: 'stack', groupby: ['name'], field: 'value' }],
        },
        {
          name: 'totals',
          source: 'bars',
          transform: [{ type: 'aggregate', groupby: ['name'], fields: ['value'], ops: ['sum'], as: ['sum'] }],
        },
      ],
      scales: [
        { name: 'x', type: 'linear', domain: { data: 'totals', field: 'sum' }, range: 'width', zero: true },
        { name: 'y', type: 'band', domain: names, range: 'height' },
        { name: 'colour', type: 'ordinal', domain: kinds, range: COLOURS },
      ],
      ...(kinds.length > 1 && {
        legends: [
          {
            fill: 'colour',
            orient: 'bottom',
            aria: false,
            direction: 'horizontal',
            labelColor: 'var(--chart-text)',
            labelFontSize: 12,
          },
        ],
      }),
      marks: [
        {
          type: 'rect',
          aria: false,
          from: { data: 'bars' },
          encode: {
            enter: {
              x: { scale: 'x', field: 'y0' },
              x2: { scale: 'x', field: 'y1' },
              y: { scale: 'y', field: 'name', offset: 18 },
              height: { value: 14 },
              fill: { scale: 'colour', field: 'kind' },
            },
          },
        },
        {
          type: 'text',
          aria: false,
          from: { data: 'totals' },
          encode: {
            enter: {
              x: { scale: 'x', field: 'sum', offset: 5 },
              y: { scale: 'y', field: 'name', offset: 25 },
              baseline: { value: 'middle' },
              text: { field: 'sum' },
              ...TEXT,
            },
          },
        },
        {
          type: 'text',
          aria: false,
          from: { data: 'totals' },
          encode: {
            enter: {
              x: { value: 0 },
              y: { scale: 'y', field: 'name', offset: 14 },
              text: { field: 'name' },
              limit: { value: WIDTH },
              ...TEXT,
            },
          },
        },
      ],
    },
    title,
  );
}

/** Columns side by side, for hours and days. */
export const columnChart = (bars: Bar[], title: string): Promise<Html> =>
  draw(
    {
      width: WIDTH,
      height: 160,
      data: [{ name: 'bars', values: bars }],
      scales: [
        { name: 'x', type: 'band', domain: bars.map(({ name }) => name), range: 'width', padding: 0.15 },
        {
          name: 'y',
          type: 'linear',
          domain: { data: 'bars', field: 'value' },
          range: 'height',
          zero: true,
          nice: true,
        },
      ],
      axes: [
        { orient: 'bottom', scale: 'x', labelOverlap: true, labelFlush: true, ...AXIS },
        { orient: 'left', scale: 'y', grid: true, tickCount: 4, ...AXIS },
      ],
      marks: [
        {
          type: 'rect',
          aria: false,
          from: { data: 'bars' },
          encode: {
            enter: {
              x: { scale: 'x', field: 'name' },
              width: { scale: 'x', band: 1 },
              y: { scale: 'y', field: 'value' },
              y2: { scale: 'y', value: 0 },
              fill: { value: COLOUR },
            },
          },
        },
      ],
    },
    title,
  );

/** A grid whose cells are the fuller the higher their value; rows and columns stand in the order of `compare`. */
export function heatChart(cells: Cell[], title: string, compare: Intl.Collator['compare']): Promise<Html> {
  const rows = [...new Set(cells.map(({ row }) => row))].sort(compare);
  const columns = [...new Set(cells.map(({ column }) => column))].sort(compare);
  const place = { x: { scale: 'x', field: 'column' }, y: { scale: 'y', field: 'row' } };
  return draw(
    {
      width: Math.max(columns.length * 92, 160),
      height: rows.length * ROW,
      data: [{ name: 'cells', values: cells }],
      scales: [
        { name: 'x', type: 'band', domain: columns, range: 'width', padding: 0.05 },
        { name: 'y', type: 'band', domain: rows, range: 'height', padding: 0.05 },
        // Never so full that the number cannot be read on it.
        {
          name: 'fill',
          type: 'linear',
          domain: { data: 'cells', field: 'value' },
          zero: true,
          range: [0, 0.45],
        },
      ],
      axes: [
        { orient: 'top', scale: 'x', ticks: false, domain: false, ...AXIS, labelLimit: 90 },
        { orient: 'left', scale: 'y', ticks: false, domain: false, ...AXIS },
      ],
      marks: [
        {
          type: 'rect',
          aria: false,
          from: { data: 'cells' },
          encode: {
            enter: {
              ...place,
              width: { scale: 'x', band: 1 },
              height: { scale: 'y', band: 1 },
              fill: { value: COLOUR },
              fillOpacity: { scale: 'fill', field: 'value' },
              stroke: { value: 'var(--chart-line)' },
            },
          },
        },
        {
          type: 'text',
          aria: false,
          from: { data: 'cells' },
          encode: {
            enter: {
              x: { scale: 'x', field: 'column', band: 0.5 },
              y: { scale: 'y', field: 'row', band: 0.5 },
              align: { value: 'center' },
              baseline: { value: 'middle' },
              text: { field: 'text' },
              ...TEXT,
            },
          },
        },
      ],
    },
    title,
  );
}

/** The chart as SVG in the page. Its numbers stand in a table beside it, so that it is one picture to assistive tools. */
async function draw(spec: Spec, title: string): Promise<Html> {
  // Loaded at the first chart: visitors need not wait for it at the start.
  const { Error: errorsOnly, parse, View } = await import('vega');
  const view = new View(parse({ padding: 8, autosize: 'pad', ...spec }), {
    renderer: 'none',
    logLevel: errorsOnly,
  });
  const svg = await view.toSVG();
  view.finalize();
  return html`<div class="chart" role="img" tabindex="0" aria-label="${title}">${trusted(svg)}</div>`;
}
