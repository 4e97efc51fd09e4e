/** Where one sentence has ended and the next begins, closing quotes and brackets included. */
const SENTENCE_END = /[.!?…](?:[\u00a0\u202f ]?»|[”"’)\]])*(?=[ \n\t])/gu;

/** Marks that belong to the character before them. */
const JOINED = /^(?:\p{M}|\u200d|\p{Emoji_Modifier}|[\udc00-\udfff])/u;

/**
 * Cuts a text into pieces of at most `soft` characters: between paragraphs, else after a sentence, else between
 * words. A word longer than that is cut only where it exceeds `hard`. Nothing but white space at a cut is lost.
 */
export function splitText(text: string, soft: number, hard: number = soft): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > soft) {
    const at = cutAt(rest, soft, hard);
    pieces.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces.filter((piece) => piece !== '');
}

/**
 * Parts of a message as pieces of at most `soft` characters: several parts to a piece where they fit together, so that
 * a part (what is told of a card) is cut only when it is too long by itself.
 */
export function packText(parts: string[], soft: number, hard: number = soft): string[] {
  const pieces: string[] = [];
  for (const part of parts.filter((each) => each.trim() !== '')) {
    const joined = pieces.length > 0 ? `${pieces.at(-1)}\n\n${part}` : part;
    if (joined.length <= soft) pieces.splice(-1, 1, joined);
    else pieces.push(...splitText(part, soft, hard));
  }
  return pieces;
}

function cutAt(text: string, soft: number, hard: number): number {
  const head = text.slice(0, soft + 1);
  const paragraph = head.lastIndexOf('\n\n');
  // A paragraph's end near the beginning would leave a bubble of three words.
  if (paragraph > soft / 2) return paragraph;
  const line = head.lastIndexOf('\n');
  if (line > soft / 2) return line;
  const sentence = [...head.matchAll(SENTENCE_END)].at(-1);
  if (sentence) return sentence.index + sentence[0].length;
  const space = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'), head.lastIndexOf('\t'));
  if (space > 0) return space;
  const wordEnd = text.slice(0, hard + 1).search(/\s/);
  if (wordEnd > 0) return wordEnd;
  return text.length <= hard ? text.length : withoutSplitting(text, hard);
}

/** The last place up to `at` that does not part a character from its marks. */
function withoutSplitting(text: string, at: number): number {
  for (let place = at; place > at - 16 && place > 1; place--)
    if (!JOINED.test(text.slice(place, place + 2)) && text[place - 1] !== '\u200d') return place;
  return at;
}

/** The beginning of a text in at most `max` characters, ending at a word, with an ellipsis if there is more. */
export function excerpt(text: string, max: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= max) return line;
  const [head = ''] = splitText(line.slice(0, max * 2), max - 1);
  return `${head.slice(0, max - 1)}…`;
}

/** Markdown as a channel without it should read it: bold without stars, links with their address beside them. */
export const withoutMarkdown = (text: string): string =>
  text
    .replace(/\[([^[\]\n]{1,500})\]\((https?:[^()\s]{1,2000})\)/g, '$1 : $2')
    .replace(/\*\*([^*\n]{1,2000})\*\*/g, '$1');
