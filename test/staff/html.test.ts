import { expect, test } from '@jest/globals';
import { html, trusted } from '../../src/staff/html.ts';
import { safePath } from '../../src/staff/pages/paths.ts';

test('whatever is put into a template is escaped, also inside attributes', () => {
  const hostile = `"><script>alert('1')</script>`;
  expect(html`<a title="${hostile}">${hostile}</a>`.markup).toBe(
    '<a title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;</a>',
  );
});

test('templates nest, lists join, and nothing leaves no trace', () => {
  const rows = ['a', '<b>'].map((row) => html`<li>${row}</li>`);
  expect(html`<ul>${rows}</ul>${undefined}${false}${null}${0}${trusted('<hr>')}`.markup).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li></ul>0<hr>',
  );
});

test.each([
  'https://evil.example/staff',
  '//evil.example/staff',
  '/staff//evil.example/../..//evil.example',
  '/staff\\@evil.example',
  '/staffing',
  '/staff/../admin',
  'javascript:alert(1)',
  '',
  undefined,
])('%s is no way within the staff pages', (path) => {
  expect(new URL(safePath(path), 'http://here').href).toMatch(/^http:\/\/here\/staff(\/|$)/);
  expect(safePath(path)).not.toMatch(/^\/\//);
});

test('a way within the staff pages is kept with its query', () => {
  expect(safePath('/staff/conversations?locale=es')).toBe('/staff/conversations?locale=es');
});
