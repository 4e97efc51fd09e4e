import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FORMATS, formatOf, readMandates, writeMandates } from '../../src/mandates/formats/formats.ts';
import type { Mandate } from '../../src/mandates/mandate.ts';
import { parseMandates } from '../../src/mandates/mandates-file.ts';
import { aMandate } from './a-mandate.ts';

const samples = parseMandates(
  readFileSync(new URL('../../data/mandates.json', import.meta.url), 'utf8'),
  'data/mandates.json',
);

/** Texts that trouble spreadsheets, with line ends, quotes, lists' own signs and formulas among them. */
const text = fc
  .string({ unit: fc.constantFrom(...'aé=+-@|\\",;\t\n\r\'· 1') })
  .map((value) => `x${value}x`.slice(value.length % 2))
  .map((value) => value.trim() || 'x');
const texts = fc.record({ fr: text, en: text, es: text });
const list = fc.array(text, { maxLength: 3 });
const anyMandate = fc.record(
  {
    title: texts,
    summary: texts,
    partner: text,
    city: text,
    sample: fc.boolean(),
    remote: fc.boolean(),
    skills: fc.record({ fr: fc.array(text, { minLength: 1, maxLength: 3 }), en: list, es: list }),
    languages: fc.array(
      fc.record(
        { code: fc.constantFrom('fr', 'en'), level: fc.constantFrom('A1', 'C2'), required: fc.boolean() },
        { requiredKeys: ['code', 'level'] },
      ),
      { minLength: 1 },
    ),
    duration: fc.constant({ minMonths: 2.5, maxMonths: 12 }),
    departure: fc.constantFrom({ from: '2027-01' }, { from: '2027-01', to: '2027-03' }),
    closesOn: fc.constant('2027-01-01'),
    applyUrl: fc.constant('https://example.org/apply?a=1&b=2'),
  },
  { requiredKeys: ['title', 'partner'] },
);

describe.each(FORMATS)('%s', (format) => {
  test('gives back the samples as they were', () => {
    expect(readMandates(writeMandates(samples, format), format)).toEqual({ valid: true, mandates: samples });
  });

  test('gives back any mandate as it was', () => {
    fc.assert(
      fc.property(anyMandate, (changes) => {
        const mandates = [aMandate(changes as Partial<Mandate>)];
        expect(readMandates(writeMandates(mandates, format), format)).toEqual({ valid: true, mandates });
      }),
    );
  });

  test('tells record and field of what is wrong', () => {
    const wrong = { ...aMandate(), country: 'Sénégal' };
    const checked = readMandates(writeMandates([wrong], format), format);
    expect(checked).toMatchObject({ valid: false, problems: [{ record: 'a-mandate', field: '/country' }] });
  });

  test.each(['', '\uFEFF', '"', '{"mandates":', '[1,2', '\0\0'])(
    'an odd text (%j) is a problem, not a crash',
    (odd) => {
      expect(readMandates(odd, format)).toMatchObject({ valid: false });
    },
  );
});

describe('CSV', () => {
  const csv = (mandates: Mandate[], excel = false) => writeMandates(mandates, 'csv', { excel });

  test('never holds a cell that a spreadsheet would run', () => {
    const title = { fr: '=1+1', en: '+cmd', es: '@sum' };
    const written = csv([aMandate({ title, partner: '-2', city: '\t=1' })]);
    expect(written).toMatch(/,'-2,.*,'=1\+1,'\+cmd,'@sum,/);
    expect(readMandates(written, 'csv')).toMatchObject({ valid: true, mandates: [{ title, partner: '-2' }] });
  });

  test('keeps an apostrophe that belongs to the text', () => {
    const mandates = [aMandate({ partner: "'=not ours", city: "'t Hof" })];
    expect(readMandates(csv(mandates), 'csv')).toEqual({ valid: true, mandates });
  });

  test('comes back from a French Excel: byte order mark, semicolons, CRLF, VRAI, decimal comma', () => {
    const mandates = [aMandate({ sample: true, duration: { minMonths: 2.5, maxMonths: 6 }, city: 'a; b' })];
    const saved = csv(mandates, true).replace(';true;', ';VRAI;').replace(';2.5;', ';2,5;');
    expect(saved.startsWith('\uFEFFid;')).toBe(true);
    expect(saved).toContain(';VRAI;');
    expect(saved).toContain('\r\n');
    expect(readMandates(saved, 'csv')).toEqual({ valid: true, mandates });
  });

  test('names a column that it does not know and a row that is short', () => {
    expect(readMandates('id,colour\nx,red\n', 'csv')).toMatchObject({
      valid: false,
      problems: expect.arrayContaining([{ record: 'file', field: '/colour', message: 'is not a column' }]),
    });
    expect(readMandates('id,status\nx\n', 'csv')).toMatchObject({
      valid: false,
      problems: expect.arrayContaining([
        expect.objectContaining({ message: expect.stringContaining('line 2') }),
      ]),
    });
  });
});

describe('job postings', () => {
  test('are known by their look in a .json file, alone or in a list', () => {
    const { '@graph': graph } = JSON.parse(writeMandates([aMandate()], 'jsonld'));
    const [posting] = graph;
    expect(readMandates(JSON.stringify({ '@context': 'https://schema.org', ...posting }), 'json').valid).toBe(
      true,
    );
    expect(readMandates(JSON.stringify(graph), 'jsonld').valid).toBe(true);
  });

  test('say in schema.org’s words what those can carry', () => {
    const { '@graph': graph } = JSON.parse(
      writeMandates([aMandate({ city: 'Thiès', closesOn: '2027-01-01' })], 'jsonld'),
    );
    expect(graph[0]).toMatchObject({
      '@type': 'JobPosting',
      employmentType: 'VOLUNTEER',
      hiringOrganization: { name: 'Coopérative' },
      jobLocation: { address: { addressCountry: 'SN', addressLocality: 'Thiès' } },
      datePosted: '2026-11-01',
      validThrough: '2027-01-01',
    });
  });

  test('of others are refused with what they lack', () => {
    const foreign = {
      '@type': 'JobPosting',
      title: [{ '@language': 'fr', '@value': 'Titre' }],
      datePosted: '2026-11-01',
    };
    const checked = readMandates(JSON.stringify(foreign), 'jsonld');
    expect(checked.valid ? [] : checked.problems.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['/id', '/partner', '/title/en', '/languages']),
    );
  });
});

test('the format follows from the name of the file', () => {
  expect(['a.json', 'b.CSV', 'c.jsonld'].map(formatOf)).toEqual(['json', 'csv', 'jsonld']);
  expect(() => formatOf('mandates.txt')).toThrow('does not tell its format');
});
