import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { safeAddress } from '../../src/widget/panel/link.ts';
import { type Block, type Inline, readMarkdown } from '../../src/widget/panel/markdown.ts';

const words = (text: string): string => readMarkdown(text).map(flat).join('\n');
const flat = ({ lines }: Block): string => lines.map((line) => line.map(textOf).join('')).join('\n');
const textOf = (inline: Inline): string =>
  typeof inline === 'string' ? inline : inline.content.map(textOf).join('');
const links = (text: string): string[] =>
  readMarkdown(text).flatMap(({ lines }) => lines.flat().flatMap(linksIn));
const linksIn = (inline: Inline): string[] => {
  if (typeof inline === 'string') return [];
  return [...(inline.kind === 'link' ? [inline.address] : []), ...inline.content.flatMap(linksIn)];
};

describe('light markdown', () => {
  test('paragraphs, line breaks and lists', () => {
    expect(readMarkdown('Bonjour\nà vous\n\n- un\n* deux\n\n3. trois\n4) quatre')).toEqual([
      { kind: 'p', lines: [['Bonjour'], ['à vous']] },
      { kind: 'ul', lines: [['un'], ['deux']] },
      { kind: 'ol', start: 3, lines: [['trois'], ['quatre']] },
    ]);
  });

  test.each([
    ['**gras**', 'strong'],
    ['*penché*', 'em'],
    ['_penché_', 'em'],
    ['`code`', 'code'],
  ])('%s', (text, kind) => {
    expect(readMarkdown(text)[0]?.lines[0]?.[0]).toMatchObject({ kind });
  });

  test.each(['2 * 3 * 4', 'un_nom_de_fichier', '3 mois - 1 an', '**', '[sans adresse]', '5 < 6 > 4'])(
    'leaves "%s" as it is',
    (text) => expect(words(text)).toBe(text),
  );

  test('a heading is a bold line', () => {
    expect(readMarkdown('## Titre')[0]?.lines[0]).toEqual([{ kind: 'strong', content: ['Titre'] }]);
  });

  test('links by name, bare links, and the full stop after them', () => {
    const text = '[ici](https://a.example/x?y=1 "titre"), https://b.example/z. Ou mailto:a@b.example !';
    expect(links(text)).toEqual(['https://a.example/x?y=1', 'https://b.example/z', 'mailto:a@b.example']);
    expect(words(text)).toBe('ici, https://b.example/z. Ou a@b.example !');
  });

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert`1`)',
    '[x](data:text/html,hi)',
    '[x](vbscript:x)',
    '[x](//evil.example)',
    '[x](/path)',
  ])('%s is no link', (text) => {
    expect(links(text)).toEqual([]);
  });

  test('markup is text', () => {
    expect(words('<b>x</b><script>1</script>')).toBe('<b>x</b><script>1</script>');
  });

  test('whatever the text, its letters stay and its links are safe', () => {
    const piece = fc.constantFrom(
      '**',
      '*',
      '_',
      '`',
      '[',
      ']',
      '(',
      ')',
      '\n',
      '- ',
      '1. ',
      '\\',
      'https://a.b',
      'javascript:',
      'mot',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const letters = (from: string) => from.match(/mot/g)?.length ?? 0;
        for (const address of links(text)) expect(safeAddress(address)).toBeDefined();
        // What a link hides is its address alone.
        if (!text.includes('](')) expect(letters(words(text))).toBe(letters(text));
      }),
    );
  });
});

describe('addresses', () => {
  test.each(['https://example.org/', 'http://example.org/', 'mailto:a@example.org'])(
    '%s may be opened',
    (address) => expect(safeAddress(address)).toBe(address),
  );

  test.each([
    undefined,
    7,
    '',
    'example.org',
    'javascript:1',
    ' java\nscript:1',
    'file:///etc/passwd',
    'blob:x',
  ])('%j may not', (address) => expect(safeAddress(address)).toBeUndefined());
});
