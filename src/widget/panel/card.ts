import { type Choice, readChoices } from './choices.ts';
import { safeAddress } from './link.ts';
import { readTable, type Table } from './table.ts';
import { isRecord, listOf, textOf } from './unknown.ts';

/** What is attached to a message. */
export type Card =
  | { kind: 'hero'; title: string; subtitle: string; text: string; image?: string; choices: Choice[] }
  | { kind: 'table'; table: Table }
  | { kind: 'adaptive'; content: Record<string, unknown>; fallback: string }
  | { kind: 'image'; address: string; name: string }
  | { kind: 'file'; address: string; name: string }
  | { kind: 'unsupported' };

const TYPE = 'application/vnd.microsoft.card.';

/** Reads an attachment. Pictures are shown when they come from our own server, others would tell who looks at them. */
export function readCard(attachment: unknown, server: string): Card {
  if (!isRecord(attachment)) return { kind: 'unsupported' };
  const { content, contentUrl, contentType } = attachment;
  const type = textOf(contentType);
  if (isRecord(content) && (type === `${TYPE}hero` || type === `${TYPE}thumbnail`)) {
    const [image] = listOf(content.images);
    return {
      kind: 'hero',
      title: textOf(content.title),
      subtitle: textOf(content.subtitle),
      text: textOf(content.text),
      image: isRecord(image) ? ownAddress(image.url, server) : undefined,
      choices: readChoices(content.buttons),
    };
  }
  if (isRecord(content) && type === `${TYPE}adaptive`) {
    const table = readTable(content);
    if (table) return { kind: 'table', table };
    return { kind: 'adaptive', content, fallback: textOf(content.fallbackText) || textOf(content.speak) };
  }
  const name = textOf(attachment.name);
  const own = ownAddress(contentUrl, server);
  if (own && type.startsWith('image/')) return { kind: 'image', address: own, name };
  const address = safeAddress(contentUrl);
  return address ? { kind: 'file', address, name: name || address } : { kind: 'unsupported' };
}

export function ownAddress(address: unknown, server: string): string | undefined {
  const safe = safeAddress(address);
  return safe && new URL(safe).origin === new URL(server).origin ? safe : undefined;
}
