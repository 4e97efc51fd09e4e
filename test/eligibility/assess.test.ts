import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assess } from '../../src/eligibility/assess.ts';
import { loadRules, type RuleId } from '../../src/eligibility/rules.ts';
import { type Profile, RESIDENCIES } from '../../src/profile.ts';

const rules = loadRules();
const eligible: Profile = {
  residency: 'citizen',
  languages: { fr: 'C1' },
  availability: { minMonths: 6, maxMonths: 9 },
  domains: ['agriculture'],
};
const rule = (id: RuleId, profile: Profile) => assess(profile, rules).rules.find(({ rule }) => rule === id);

describe('residency', () => {
  test.each([
    ['citizen', 'yes', 'residency-accepted'],
    ['permanent-resident', 'yes', 'residency-accepted'],
    ['temporary-resident', 'to-confirm', 'residency-to-confirm'],
    ['none', 'no', 'residency-refused'],
  ] as const)('%s: %s', (residency, outcome, code) => {
    expect(rule('residency', { residency })).toMatchObject({ outcome, reason: { code, have: residency } });
  });

  test('a no says which status would change it', () => {
    expect(rule('residency', { residency: 'none' })?.change).toEqual({
      code: 'become-resident',
      accepted: ['citizen', 'permanent-resident'],
    });
  });
});

describe('languages', () => {
  test.each<[Profile['languages'], string, object]>([
    [{ fr: 'B1' }, 'yes', { code: 'language-sufficient', language: 'fr', level: 'B1' }],
    [{ fr: 'A2', en: 'B2' }, 'yes', { code: 'language-sufficient', language: 'en', level: 'B2' }],
    [{ es: 'A2' }, 'to-confirm', { code: 'language-basic', language: 'es', level: 'A2', need: 'B1' }],
    [{ de: 'C2' }, 'no', { code: 'language-missing', anyOf: ['fr', 'en', 'es'] }],
    [{}, 'unknown', { code: 'language-unknown' }],
  ])('%j: %s', (languages, outcome, reason) => {
    expect(rule('languages', { languages })).toMatchObject({ outcome, reason });
  });

  test('what is not a yes says what to learn', () => {
    expect(rule('languages', { languages: { es: 'A2' } })?.change).toEqual({
      code: 'improve-language',
      language: 'es',
      from: 'A2',
      to: 'B1',
    });
    expect(rule('languages', { languages: { de: 'C2' } })?.change).toMatchObject({
      code: 'learn-language',
      to: 'B1',
    });
  });
});

describe('availability', () => {
  test.each<[Profile['availability'], string, object]>([
    [{ minMonths: 3, maxMonths: 3 }, 'yes', { code: 'duration-fits', minMonths: 3, maxMonths: 3 }],
    [{ minMonths: 1, maxMonths: 4 }, 'yes', { code: 'duration-fits', minMonths: 3, maxMonths: 4 }],
    [{ minMonths: 12, maxMonths: 24 }, 'yes', { code: 'duration-fits', minMonths: 12, maxMonths: 12 }],
    [{ minMonths: 2 }, 'yes', { code: 'duration-fits' }],
    [{ maxMonths: 8 }, 'yes', { code: 'duration-fits' }],
    [{ minMonths: 2.5, maxMonths: 2.5 }, 'to-confirm', { code: 'duration-short', have: 2.5, need: 3 }],
    [{ minMonths: 2, maxMonths: 2 }, 'to-confirm', { code: 'duration-short', have: 2 }],
    [{ minMonths: 1, maxMonths: 1.9 }, 'no', { code: 'duration-short', have: 1.9 }],
    [{ minMonths: 13, maxMonths: 13 }, 'to-confirm', { code: 'duration-long', have: 13, most: 12 }],
    [{ minMonths: 24 }, 'to-confirm', { code: 'duration-long', have: 24 }],
    [{ from: '2027-01' }, 'unknown', { code: 'duration-unknown', minMonths: 3, maxMonths: 12 }],
  ])('%j: %s', (availability, outcome, reason) => {
    expect(rule('availability', { availability })).toMatchObject({ outcome, reason });
  });

  test.each([
    [1, { code: 'stay-longer', months: 2 }],
    [2.7, { code: 'stay-longer', months: 0.3 }],
    [14, { code: 'stay-shorter', months: 2 }],
  ])('%d months: says how many more or fewer would be a yes', (months, change) => {
    expect(rule('availability', { availability: { minMonths: months, maxMonths: months } })?.change).toEqual(
      change,
    );
  });
});

describe('expertise', () => {
  test.each<[Profile, string, object]>([
    [
      { domains: ['other', 'web-development'] },
      'yes',
      { code: 'expertise-sought', domains: ['web-development'] },
    ],
    [{ domains: ['other'] }, 'to-confirm', { code: 'expertise-other' }],
    [{ skills: ['soudure'] }, 'to-confirm', { code: 'expertise-skills-only', skills: ['soudure'] }],
    [{ domains: [], skills: [] }, 'unknown', { code: 'expertise-unknown' }],
  ])('%j: %s', (profile, outcome, reason) => {
    expect(rule('expertise', profile)).toMatchObject({ outcome, reason });
  });
});

describe('the verdict', () => {
  test.each<[string, Profile, string]>([
    ['every rule says yes', eligible, 'yes'],
    ['one is to be confirmed', { ...eligible, residency: 'temporary-resident' }, 'to-confirm'],
    ['one is not known yet', { ...eligible, residency: undefined }, 'incomplete'],
    [
      'one is unknown and one to be confirmed',
      { ...eligible, residency: undefined, domains: ['other'] },
      'incomplete',
    ],
    ['one says no, whatever the others', { residency: 'none' }, 'no'],
    ['nothing is known', {}, 'incomplete'],
  ])('when %s: %s', (_when, profile, outcome) => {
    expect(assess(profile, rules).outcome).toBe(outcome);
  });

  test('for any profile lists the four rules, each with its source and a reason, a change wherever it is a no', () => {
    const profiles = fc.record(
      {
        residency: fc.constantFrom(...RESIDENCIES),
        languages: fc.dictionary(fc.constantFrom('fr', 'en', 'es', 'de'), fc.constantFrom('A1', 'B1', 'C2')),
        availability: fc.record({ minMonths: fc.integer({ min: 1, max: 30 }) }),
        domains: fc.array(fc.constantFrom('agriculture', 'other')),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Profile>;
    fc.assert(
      fc.property(profiles, (profile) => {
        const verdict = assess(profile, rules);
        expect(verdict.rules.map(({ rule }) => rule)).toEqual([
          'residency',
          'languages',
          'availability',
          'expertise',
        ]);
        for (const { source, reason, outcome, change } of verdict.rules) {
          expect(source).toBe('ceci-2022-03-17');
          expect(reason.code).toMatch(/^[a-z-]+$/);
          expect(outcome === 'no' && !change).toBe(false);
        }
      }),
    );
  });
});
