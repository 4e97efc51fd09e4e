import type { Button } from './button.ts';

/** A node of a card's JSON; only what people read of it matters here. */
type Node = Record<string, unknown>;

/** Parts of a card that hold other parts. */
const HOLDERS = ['body', 'items', 'columns', 'rows', 'card', 'actions'] as const;

/** What an Adaptive Card says, line by line (a table row is a line), and its buttons. */
export function linesOf(card: unknown): { lines: string[]; buttons: Button[] } {
  const lines: string[] = [];
  const buttons: Button[] = [];
  walk(card, lines, buttons);
  const fallback = (card as { fallbackText?: unknown } | undefined)?.fallbackText;
  if (lines.length === 0 && typeof fallback === 'string' && fallback !== '') lines.push(fallback);
  return { lines, buttons };
}

function walk(value: unknown, lines: string[], buttons: Button[]): void {
  if (Array.isArray(value)) for (const part of value) walk(part, lines, buttons);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const node = value as Node;
  const button = buttonOf(node);
  if (button) buttons.push(button);
  const line = lineOf(node, buttons);
  if (line) lines.push(line);
  if (node.type !== 'TableRow') for (const holder of HOLDERS) walk(node[holder], lines, buttons);
}

function lineOf(node: Node, buttons: Button[]): string {
  switch (node.type) {
    case 'TextBlock':
    case 'TextRun':
      return wordsOf(node.text);
    case 'RichTextBlock':
      return list(node.inlines)
        .map((inline) => (typeof inline === 'string' ? inline : wordsOf((inline as Node).text)))
        .join('');
    case 'FactSet':
      return list(node.facts)
        .map((fact) => `${wordsOf((fact as Node).title)} : ${wordsOf((fact as Node).value)}`)
        .join('\n');
    case 'Image':
      return wordsOf(node.altText);
    case 'Action.ShowCard':
      return wordsOf(node.title);
    case 'TableRow':
      return list(node.cells)
        .map((cell) => {
          const inside: string[] = [];
          walk(cell, inside, buttons);
          return inside.join(' ');
        })
        .join(' – ');
    default:
      return '';
  }
}

function buttonOf({ type, title, url, data }: Node): Button | undefined {
  if (type === 'Action.OpenUrl' && typeof url === 'string')
    return { does: 'open', title: wordsOf(title) || url, value: url };
  if (type !== 'Action.Submit' && type !== 'Action.Execute') return undefined;
  return { does: 'say', title: wordsOf(title), value: saidBy(data) ?? wordsOf(title) };
}

/** What the client says for the visitor when the button is pressed, as far as the card tells. */
function saidBy(data: unknown): string | undefined {
  if (typeof data === 'string') return data;
  const said = (data as { msteams?: { value?: unknown } } | undefined)?.msteams?.value;
  return typeof said === 'string' ? said : undefined;
}

const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
