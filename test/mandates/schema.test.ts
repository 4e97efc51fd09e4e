import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../data/mandate.schema.json' with { type: 'json' };
import { parseMandates } from '../../src/mandates/mandates-file.ts';
import { checkMandates } from '../../src/mandates/schema.ts';
import { aMandate } from './a-mandate.ts';

const problemsOf = (...mandates: unknown[]) => {
  const checked = checkMandates({ mandates });
  return checked.valid ? [] : checked.problems;
};

test('the schema itself is sound, which no start looks at', () => {
  const ajv = new Ajv2020();
  expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null]);
});

describe('a fault is told with its record, its field and what is wrong', () => {
  test.each<[string, object, object]>([
    ['a field is missing', { partner: undefined }, { field: '/partner', message: 'is missing' }],
    ['a language is missing', { title: { fr: 'x', en: 'x' } }, { field: '/title/es', message: 'is missing' }],
    ['a field is unknown', { colour: 'red' }, { field: '/colour', message: 'is not a field of a mandate' }],
    [
      'a value is not one of those allowed',
      { status: 'maybe' },
      { field: '/status', message: 'must be one of draft, open, closed' },
    ],
    ['a month is no month', { departure: { from: '2027-13' } }, { field: '/departure/from' }],
    ['a date is no date', { publishedOn: '2026-02-30' }, { field: '/publishedOn' }],
    ['an address is not secure', { applyUrl: 'http://example.org' }, { field: '/applyUrl' }],
    ['a level is unknown', { languages: [{ code: 'fr', level: 'D1' }] }, { field: '/languages/0/level' }],
    [
      'months are upside down',
      { duration: { minMonths: 6, maxMonths: 3 } },
      { field: '/duration/maxMonths' },
    ],
    [
      'the departure ends before it begins',
      { departure: { from: '2027-05', to: '2027-04' } },
      { field: '/departure/to' },
    ],
    ['it closes before it is published', { closesOn: '2026-10-31' }, { field: '/closesOn' }],
  ])('%s', (_what, changes, problem) => {
    const record = JSON.parse(JSON.stringify({ ...aMandate(), ...changes }));
    expect(problemsOf(record)).toEqual([{ message: expect.any(String), record: 'a-mandate', ...problem }]);
  });

  test('a record without an id is named by its place', () => {
    expect(problemsOf(aMandate(), 7)[0]).toMatchObject({ record: 'number 2', message: 'must be object' });
  });

  test('two records of one id are told', () => {
    expect(problemsOf(aMandate(), aMandate())).toEqual([
      { record: 'a-mandate', field: '/id', message: 'is the id of number 1 already; ids must differ' },
    ]);
  });

  test('all faults of all records are told at once', () => {
    const bad = { ...aMandate({ id: 'bad' }), country: 'Senegal', status: 'maybe' };
    expect(problemsOf(bad, aMandate(), {})).toHaveLength(2 + 11);
  });
});

describe('a text that is no mandates file', () => {
  test.each([
    ['empty', '', 'is empty'],
    ['cut off', '{"mandates": [{"id": "a', 'is not JSON'],
    ['another shape', '[]', '/mandates must be a list of mandates'],
    ['null', 'null', '/mandates must be a list of mandates'],
  ])('%s', (_what, text, message) => {
    expect(() => parseMandates(text, 'mandates.json')).toThrow(message);
  });

  test('a byte order mark does no harm', () => {
    expect(
      parseMandates(`\uFEFF${JSON.stringify({ mandates: [aMandate()] })}`, 'mandates.json'),
    ).toHaveLength(1);
  });
});
