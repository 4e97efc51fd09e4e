import { safeAddress } from './link.ts';

/** What stands in a line. */
export type Inline =
  | string
  | { kind: 'strong' | 'em' | 'code'; content: Inline[] }
  | { kind: 'link'; address: string; content: Inline[] };

/** Paragraphs have lines; lists have items. */
export type Block = { kind: 'p' | 'ul' | 'ol'; start?: number; lines: Inline[][] };

const BULLET = /^\s{0,6}[-*•]\s+/;
const NUMBER = /^\s{0,6}(\d{1,3})[.)]\s+/;
const HEADING = /^#{1,6}\s+(.*)$/;

/**
 * Reads the light markdown that bots write: paragraphs, line breaks, lists, bold, italics, code and links.
 * Anything else, HTML first of all, is text. Its time grows with the length of the text, whatever the text is.
 */
export function readMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const [kind, content] = kindOf(line);
    if (kind === undefined) {
      open = undefined;
      continue;
    }
    if (open?.kind !== kind) {
      open = { kind, lines: [] };
      if (kind === 'ol') open.start = Number(NUMBER.exec(line)?.[1]);
      blocks.push(open);
    }
    open.lines.push(readLine(content));
  }
  return blocks;
}

function kindOf(line: string): [Block['kind'] | undefined, string] {
  if (!line.trim()) return [undefined, ''];
  if (BULLET.test(line)) return ['ul', line.replace(BULLET, '')];
  if (NUMBER.test(line)) return ['ol', line.replace(NUMBER, '')];
  return ['p', line.replace(HEADING, '**$1**')];
}

/** Every repetition is bounded, so that no text makes the search long. */
const MARK = new RegExp(
  [
    '\\\\(?<escaped>[\\\\`*_{}\\[\\]()#+.!~<>|-])',
    '`(?<code>[^`\\n]{1,500})`',
    '\\*\\*(?<strong>\\S(?:[^\\n]{0,1000}?\\S)?)\\*\\*',
    '(?<![\\w*])\\*(?<em>[^\\s*](?:[^*\\n]{0,500}?[^\\s*])?)\\*(?!\\w)',
    '(?<!\\w)_(?<under>[^\\s_](?:[^_\\n]{0,500}?[^\\s_])?)_(?!\\w)',
    '!?\\[(?<label>[^\\]\\n]{1,500})\\]\\((?<target>[^\\s()]{1,2000})(?: "[^"\\n]{0,200}")?\\)',
    '<?(?<bare>(?:https?:\\/\\/|mailto:)[^\\s<>"\\])]{1,2000})>?',
  ].join('|'),
  'g',
);

function readLine(line: string): Inline[] {
  const found: Inline[] = [];
  let read = 0;
  for (const match of line.matchAll(MARK)) {
    const inline = inlineOf(match.groups ?? {});
    if (inline === undefined) continue;
    if (match.index > read) found.push(line.slice(read, match.index));
    found.push(...inline);
    read = match.index + match[0].length;
  }
  if (read < line.length) found.push(line.slice(read));
  return found;
}

function inlineOf(groups: Record<string, string | undefined>): Inline[] | undefined {
  const { escaped, code, strong, em = groups.under, label, target, bare } = groups;
  if (escaped) return [escaped];
  if (code) return [{ kind: 'code', content: [code] }];
  if (strong) return [{ kind: 'strong', content: readLine(strong) }];
  if (em) return [{ kind: 'em', content: readLine(em) }];
  if (bare) return bareLink(bare);
  const address = safeAddress(target);
  // A link that may not be followed leaves its words.
  if (label) return address ? [{ kind: 'link', address, content: [label] }] : [label];
  return undefined;
}

/** A full stop after an address ends the sentence, not the address. */
function bareLink(bare: string): Inline[] | undefined {
  const text = bare.replace(/[.,;:!?'’»]+$/, '');
  const address = safeAddress(text);
  if (!address) return undefined;
  const shown = text.replace(/^mailto:/, '');
  const rest = bare.slice(text.length);
  return [{ kind: 'link', address, content: [shown] }, ...(rest ? [rest] : [])];
}
