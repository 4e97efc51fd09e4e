import { type Item, names, type Part } from './language-parts.ts';
import type { Spoken } from './meanings.ts';

/** The level said of a language, in its own part of the sentence or one that it shares. */
export function levelOf(parts: Part[], p: number, item: Item): Spoken | undefined {
  const part = parts[p];
  if (!part) return undefined;
  const next = parts[p + 1];
  const own = within(part, item);
  if (own) return next?.joint === 'but' && !names(next) ? (strongest(next.items) ?? own) : own;
  const before = parts[p - 1];
  for (const after of parts.slice(p + 1)) {
    if (after.joint === 'start') break;
    if (after.all) return strongest(after.items);
  }
  if (
    before &&
    !part.speaks &&
    !part.self &&
    leads(before) &&
    (part.joint === 'and' || part.joint === 'comma')
  ) {
    const inherited = levelOf(parts, p - 1, before.items.find(({ kind }) => kind === 'name') ?? item);
    if (inherited && (inherited.level !== 'C2' || part.joint === 'and')) return inherited;
  }
  if (!next || next.joint === 'start' || next.joint === 'but' || next.self) return undefined;
  const isAfterthought = next.joint === 'comma' && !names(next) && part.items.at(-1) === item;
  if (isAfterthought) return strongest(next.items);
  const shared = next.joint === 'and' || next.joint === 'comma' ? trailing(parts, p + 1) : undefined;
  return shared?.level === 'C1' ? shared : undefined;
}

/** A level that closes a list: "French, English and Spanish fluently". */
function trailing(parts: Part[], p: number): Spoken | undefined {
  const part = parts[p];
  if (!part || part.joint === 'start' || part.speaks || !names(part)) return undefined;
  if (!part.items.some(({ kind }) => kind === 'level')) return trailing(parts, p + 1);
  return part.items.at(0)?.kind === 'name' && part.joint === 'and' ? strongest(part.items) : undefined;
}

/** A level stands before the languages, or the part goes on from one that has it so. */
const leads = (part: Part): boolean =>
  names(part) && (part.items[0]?.kind === 'level' || !part.items.some(({ kind }) => kind === 'level'));

/** The level next to a language in its own part: the one after it, or before it when the part begins with a level. */
function within({ items }: Part, item: Item): Spoken | undefined {
  const at = items.indexOf(item);
  const levelFirst = items[0]?.kind === 'level';
  const nextName = items.findIndex(({ kind }, i) => i > at && kind === 'name');
  const lastName = items.findLastIndex(({ kind }, i) => i < at && kind === 'name');
  const after = items.slice(at + 1, nextName < 0 ? undefined : nextName);
  const before = items.slice(lastName + 1, at);
  const own = levelFirst ? [...before, ...(nextName < 0 ? after : [])] : after;
  return strongest(own) ?? strongest(items.filter(({ kind }) => kind === 'level'));
}

/** Of several levels said of one language, the code if there is one, else the first. */
function strongest(items: Item[]): Spoken | undefined {
  const levels = items.filter((item) => item.kind === 'level');
  return levels.find(({ isCode }) => isCode) ?? levels[0];
}
