import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadRules, parseRules } from '../../src/eligibility/rules.ts';

const file = new URL('../../data/eligibility.json', import.meta.url);
const data = () => JSON.parse(readFileSync(file, 'utf8'));

/** The rules with one of them changed. */
const changed = (id: string, changes: object) => {
  const rules = data();
  Object.assign(
    rules.rules.find((rule: { id: string }) => rule.id === id),
    changes,
  );
  return rules;
};

test('the rules are the programme’s four, each quoting its source', () => {
  const rules = Object.values(loadRules());
  expect(rules.map(({ id }) => id)).toEqual(['residency', 'languages', 'availability', 'expertise']);
  expect(rules.every(({ source, quote }) => source === 'ceci-2022-03-17' && quote.length > 0)).toBe(true);
});

describe('a wrong rules file is refused with the rule and the field', () => {
  test.each<[string, unknown, RegExp]>([
    ['a value of no meaning', changed('residency', { yes: ['martian'] }), /rule residency, yes\.0/],
    ['a residency twice', changed('residency', { no: ['none', 'citizen'] }), /rule residency: each of/],
    ['a level of no meaning', changed('languages', { yes: { from: 'Z9' } }), /rule languages, yes\.from/],
    ['levels upside down', changed('languages', { toConfirm: { from: 'C2' } }), /rule languages: toConfirm/],
    [
      'months upside down',
      changed('availability', { yes: { minMonths: 9, maxMonths: 3 } }),
      /rule availability: minMonths/,
    ],
    [
      'a doubt above the yes',
      changed('availability', { toConfirm: { minMonths: 4 } }),
      /rule availability: toConfirm/,
    ],
    ['an unknown field', changed('expertise', { maybe: [] }), /rule expertise/],
    ['a source that is not there', changed('expertise', { source: 'hearsay' }), /rule expertise, source/],
    [
      'a rule missing',
      { ...data(), rules: data().rules.slice(1) },
      /rule residency: must stand exactly once/,
    ],
    ['no rules at all', {}, /sources/],
  ])('%s', (_what, wrong, message) => {
    expect(() => parseRules(wrong)).toThrow(message);
  });

  test('a file that is not there is named', () => {
    expect(() => loadRules('/nowhere/eligibility.json')).toThrow(
      expect.objectContaining({ code: 'ELIGIBILITY_RULES', remedy: 'Correct /nowhere/eligibility.json.' }),
    );
  });
});
