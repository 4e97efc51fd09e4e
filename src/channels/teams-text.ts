import { TEAMS } from './limits.ts';
import type { Source } from './reply.ts';

/** Teams runs lines together that a single line break parts, except those of a list. */
export const parted = (text: string): string =>
  text.split('\n').reduce((whole, line, index, lines) => {
    if (index === 0) return line;
    const previous = lines[index - 1] ?? '';
    const tight = line === '' || previous === '' || (isItem(previous) && isItem(line));
    return `${whole}${tight ? '\n' : '\n\n'}${line}`;
  }, '');

const isItem = (line: string): boolean => /^\s*(?:[-*]|\d+\.) /.test(line);

/** A source that Teams takes as a citation. */
export const citable = ({ name, abstract = '' }: Source): boolean =>
  name.length <= TEAMS.citationName && abstract.length <= TEAMS.citationAbstract;

/** The marks that citations hang on; a text that has them already stays as it is. */
export function markSources(text: string, sources: Source[]): string {
  const marks = sources.map((_, index) => `[${index + 1}]`).filter((mark) => !text.includes(mark));
  return [text, ...marks].join(' ').trim();
}
