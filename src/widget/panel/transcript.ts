import { fill } from '../../fill.ts';
import { type Locale, tagOf } from '../../locale.ts';
import type { PanelTexts } from '../texts.ts';
import { element } from './element.ts';
import type { Message } from './message.ts';
import { speaker } from './message-view.ts';

/** The conversation as text, a paragraph a message. */
export function transcriptText(messages: Message[], texts: PanelTexts, locale: Locale): string {
  const time = new Intl.DateTimeFormat(tagOf(locale), { dateStyle: 'medium', timeStyle: 'short' });
  const paragraphs = messages.map((message) => {
    const { text, at, cards, sources } = message;
    const who = speaker(message, { texts });
    const attached = cards.flatMap((card) => {
      if (card.kind === 'hero') return [`- ${[card.title, card.subtitle].filter(Boolean).join(' · ')}`];
      if (card.kind === 'table')
        return card.table.rows.map((row) => `- ${row.map((cell) => cell.text).join(' – ')}`);
      return [];
    });
    const cited = sources.map(({ name }) => fill(texts.source, { name }));
    return [at ? `${time.format(at)} – ${who}` : who, text, ...attached, ...cited].filter(Boolean).join('\n');
  });
  return [texts.fileTitle, ...paragraphs, ''].join('\n\n');
}

/** Hands the visitor a text file. Nothing is asked of the server: it works offline too. */
export function saveText(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  element('a', { href: address, download: `${name}.txt` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
