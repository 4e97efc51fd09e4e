import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Mandate } from '../../src/mandates/mandate.ts';
import { indexMandates } from '../../src/mandates/mandate-index.ts';
import { match } from '../../src/mandates/match.ts';
import type { Profile } from '../../src/profile.ts';
import { aMandate } from './a-mandate.ts';

const today = '2026-11-23';
const ready: Profile = {
  residency: 'citizen',
  languages: { fr: 'C1' },
  availability: { minMonths: 4, maxMonths: 8, from: '2027-01' },
  domains: ['agriculture'],
};
const suggest = (profile: Profile, ...mandates: Mandate[]) => match(profile, mandates, { today }).suggestions;
const idsOf = (found: { id: string }[]) => found.map(({ id }) => id);

describe('hard limits keep a mandate from being suggested', () => {
  test.each<[string, Partial<Mandate>, Profile]>([
    ['it is closed', { status: 'closed' }, ready],
    ['it is a draft', { status: 'draft' }, ready],
    ['its closing date is past', { closesOn: '2026-11-22' }, ready],
    ['its departures are past', { departure: { from: '2026-03', to: '2026-10' } }, ready],
    ['a required language is below its level', { languages: [{ code: 'fr', level: 'C2' }] }, ready],
    ['a required language is not spoken', { languages: [{ code: 'en', level: 'A1' }] }, ready],
    [
      'one of two required languages is not spoken',
      {
        languages: [
          { code: 'fr', level: 'B1' },
          { code: 'en', level: 'B1' },
        ],
      },
      ready,
    ],
    ['it lasts longer than the visitor can stay', { duration: { minMonths: 9, maxMonths: 12 } }, ready],
    ['it is shorter than the visitor wants to stay', { duration: { minMonths: 1, maxMonths: 3 } }, ready],
    [
      'its last departure is before the visitor can leave',
      { departure: { from: '2026-12', to: '2026-12' } },
      ready,
    ],
    ['the visitor has no residency', {}, { ...ready, residency: 'none' }],
  ])('%s', (_why, changes, profile) => {
    expect(suggest(profile, aMandate(changes))).toEqual([]);
  });

  test.each<[string, Partial<Mandate>]>([
    ['it closes today', { closesOn: today }],
    ['the language is exactly at its level', { languages: [{ code: 'fr', level: 'C1' }] }],
    [
      'a language that only helps is not spoken',
      {
        languages: [
          { code: 'fr', level: 'B1' },
          { code: 'en', level: 'C1', required: false },
        ],
      },
    ],
    ['the durations touch in one month', { duration: { minMonths: 8, maxMonths: 12 } }],
    [
      'the last departure is the month the visitor can leave',
      { departure: { from: '2026-12', to: '2027-01' } },
    ],
    ['the departure is flexible', { departure: { from: '2026-12' } }],
  ])('but not when %s', (_why, changes) => {
    expect(idsOf(suggest(ready, aMandate(changes)))).toEqual(['a-mandate']);
  });
});

describe('what is not known', () => {
  test('never excludes: an empty profile is offered every open mandate, with everything to ask among the gaps', () => {
    const [suggestion] = suggest({}, aMandate());
    expect(suggestion?.gaps).toEqual([
      { kind: 'residency', state: 'unknown' },
      { kind: 'language', state: 'unknown', code: 'fr', level: 'B1', required: true },
      { kind: 'duration', state: 'unknown', minMonths: 3, maxMonths: 6 },
      { kind: 'departure', state: 'unknown', from: '2027-02' },
      { kind: 'domain', state: 'unknown', values: ['agriculture'] },
    ]);
    expect(suggestion?.reasons).toEqual([]);
    expect(suggestion?.score).toBe(0.5);
  });

  test('an empty list of languages, fields or countries counts as not known', () => {
    expect(suggest({ languages: {}, domains: [], countries: [], skills: [] }, aMandate())).toHaveLength(1);
  });

  test('one end of a duration is enough to judge by', () => {
    expect(suggest({ availability: { maxMonths: 2 } }, aMandate())).toEqual([]);
    expect(suggest({ availability: { minMonths: 7 } }, aMandate())).toEqual([]);
    expect(suggest({ availability: { minMonths: 2 } }, aMandate())).toHaveLength(1);
  });

  test('a temporary resident is not refused: the team confirms', () => {
    const [suggestion] = suggest({ ...ready, residency: 'temporary-resident' }, aMandate());
    expect(suggestion?.gaps).toEqual([
      { kind: 'residency', state: 'to-confirm', have: 'temporary-resident' },
    ]);
  });
});

describe('why it fits', () => {
  test('is told as data: field, country, skill, residency, language, duration, departure', () => {
    const profile: Profile = { ...ready, countries: ['SN'], skills: ['Compostage'] };
    const [suggestion] = suggest(
      profile,
      aMandate({
        skills: { fr: ['Compost'], en: ['Compost'], es: ['Compost'] },
        departure: { from: '2027-02', to: '2027-05' },
      }),
    );
    expect(suggestion?.reasons).toEqual([
      { kind: 'domain', value: 'agriculture' },
      { kind: 'country', value: 'SN' },
      { kind: 'skill', value: 'Compostage', by: 'words' },
      { kind: 'residency', have: 'citizen' },
      { kind: 'language', code: 'fr', level: 'B1', have: 'C1' },
      { kind: 'duration', minMonths: 3, maxMonths: 6, overlap: { minMonths: 4, maxMonths: 6 } },
      { kind: 'departure', from: '2027-02', to: '2027-05', earliest: '2027-02' },
    ]);
    expect(suggestion?.gaps).toEqual([]);
    expect(suggestion?.fits).toBe(true);
  });

  test('wishes that are not met stand among the gaps and leave the mandate in the list', () => {
    const [suggestion] = suggest(
      { ...ready, domains: ['communications'], countries: ['HT'], skills: ['violon'] },
      aMandate(),
    );
    expect(suggestion?.fits).toBe(false);
    expect(suggestion?.gaps).toEqual([
      { kind: 'domain', state: 'unmet', values: ['agriculture'] },
      { kind: 'country', state: 'unmet', value: 'SN' },
      { kind: 'skills', state: 'unmet', values: ['violon'] },
    ]);
  });

  test('a departure in the past is judged as leaving now', () => {
    const [suggestion] = suggest(
      { availability: { from: '2025-01' } },
      aMandate({ departure: { from: '2026-02' } }),
    );
    expect(suggestion?.reasons).toContainEqual({ kind: 'departure', from: '2026-02', earliest: '2026-11' });
  });
});

describe('the order', () => {
  test('the field weighs more than the country, the country more than an early start', () => {
    const profile: Profile = { ...ready, countries: ['SN'] };
    const found = suggest(
      profile,
      aMandate({ id: 'neither', country: 'BJ', domains: ['communications'] }),
      aMandate({ id: 'country', domains: ['communications'], departure: { from: '2027-09' } }),
      aMandate({ id: 'field', country: 'BJ', departure: { from: '2027-09' } }),
      aMandate({ id: 'both' }),
    );
    expect(idsOf(found)).toEqual(['both', 'field', 'country', 'neither']);
  });

  test('of equals the newest comes first, then the id decides, whatever the order of the file', () => {
    const mandates = [
      aMandate({ id: 'b' }),
      aMandate({ id: 'newest', publishedOn: '2026-11-20', country: 'BJ' }),
      aMandate({ id: 'a', country: 'HT' }),
    ];
    const expected = ['newest', 'a', 'b'];
    expect(idsOf(suggest(ready, ...mandates))).toEqual(expected);
    expect(idsOf(suggest(ready, ...mandates.toReversed()))).toEqual(expected);
  });

  test('three of one country make room for a near one of another, and only then', () => {
    const inSenegal = ['a', 'b', 'c'].map((id) => aMandate({ id, publishedOn: '2026-11-10' }));
    const near = aMandate({ id: 'near', country: 'BJ' });
    const far = aMandate({ id: 'far', country: 'BJ', domains: ['communications'] });
    expect(idsOf(suggest(ready, ...inSenegal, near))).toEqual(['a', 'b', 'near', 'c']);
    expect(idsOf(suggest(ready, ...inSenegal, far))).toEqual(['a', 'b', 'c', 'far']);
    const plain = match(ready, [...inSenegal, near], { today, variety: false });
    expect(idsOf(plain.suggestions)).toEqual(['a', 'b', 'c', 'near']);
  });

  test('lists end at the limit; the totals do not', () => {
    const many = Array.from({ length: 9 }, (_, n) => aMandate({ id: `m${n}` }));
    const found = match(ready, many, { today, limit: 4 });
    expect(idsOf(found.suggestions)).toEqual(['m0', 'm1', 'm2', 'm3']);
    expect(found.total).toEqual({ suggestions: 9, nearMisses: 0 });
  });
});

describe('near misses', () => {
  const near = (profile: Profile, ...mandates: Mandate[]) => match(profile, mandates, { today }).nearMisses;

  test.each<[string, Partial<Mandate>, object]>([
    [
      'a longer stay',
      { duration: { minMonths: 10, maxMonths: 12 } },
      { kind: 'duration', need: 10, have: 8, more: 2 },
    ],
    [
      'a shorter stay',
      { duration: { minMonths: 2, maxMonths: 3 } },
      { kind: 'duration', need: 3, have: 4, less: 1 },
    ],
    [
      'a better language',
      { languages: [{ code: 'fr', level: 'C2' }] },
      { kind: 'language', code: 'fr', need: 'C2', have: 'C1' },
    ],
    [
      'a new language',
      { languages: [{ code: 'en', level: 'B1' }] },
      { kind: 'language', code: 'en', need: 'B1' },
    ],
    [
      'an earlier departure',
      { departure: { from: '2026-11', to: '2026-12' } },
      { kind: 'departure', need: '2026-12', have: '2027-01', earlier: 1 },
    ],
  ])('say what would open the mandate: %s', (_what, changes, unlock) => {
    expect(near(ready, aMandate(changes))).toMatchObject([{ id: 'a-mandate', unlock: [unlock] }]);
  });

  test('name the residency that is needed', () => {
    expect(near({ ...ready, residency: 'none' }, aMandate())[0]?.unlock).toEqual([
      { kind: 'residency', need: ['citizen', 'permanent-resident'], have: 'none' },
    ]);
  });

  test('miss one limit or two, never three', () => {
    const two = {
      duration: { minMonths: 10, maxMonths: 12 },
      languages: [{ code: 'en', level: 'B1' as const }],
    };
    expect(near(ready, aMandate(two))[0]?.unlock).toHaveLength(2);
    expect(near(ready, aMandate({ ...two, departure: { from: '2026-12', to: '2026-12' } }))).toEqual([]);
  });

  test('are never mandates that nobody can open, nor those that meet no wish', () => {
    const long = { duration: { minMonths: 10, maxMonths: 12 } };
    expect(near(ready, aMandate({ ...long, status: 'closed' }))).toEqual([]);
    expect(near(ready, aMandate({ ...long, departure: { from: '2026-01', to: '2026-02' } }))).toEqual([]);
    expect(near({ ...ready, countries: ['HT'] }, aMandate({ ...long, domains: ['communications'] }))).toEqual(
      [],
    );
  });

  test('come nearest first: one limit before two, little effort before much', () => {
    const ids = idsOf(
      near(
        ready,
        aMandate({
          id: 'two',
          duration: { minMonths: 9, maxMonths: 12 },
          languages: [{ code: 'fr', level: 'C2' }],
        }),
        aMandate({ id: 'four-months', duration: { minMonths: 12, maxMonths: 12 } }),
        aMandate({ id: 'one-month', duration: { minMonths: 9, maxMonths: 12 } }),
      ),
    );
    expect(ids).toEqual(['one-month', 'four-months', 'two']);
  });
});

describe('for any mandates and any profile', () => {
  const month = fc.constantFrom('2026-10', '2026-12', '2027-01', '2027-04', '2027-09');
  const level = fc.constantFrom('A1', 'B1', 'B2', 'C1', 'C2');
  const domain = fc.constantFrom('agriculture', 'communications', 'web-development', 'other');
  const months = fc.integer({ min: 1, max: 14 });
  const range = fc
    .tuple(months, months)
    .map(([a, b]) => ({ minMonths: Math.min(a, b), maxMonths: Math.max(a, b) }));
  const mandates = fc
    .array(
      fc.record({
        status: fc.constantFrom('open', 'closed'),
        country: fc.constantFrom('SN', 'BJ', 'GT'),
        domains: fc.uniqueArray(domain, { minLength: 1 }),
        languages: fc.uniqueArray(
          fc.record({ code: fc.constantFrom('fr', 'en'), level, required: fc.boolean() }),
          { minLength: 1, selector: ({ code }) => code },
        ),
        duration: range,
        departure: fc
          .tuple(month, fc.option(month, { nil: undefined }))
          .map(([from, to]) => ({ from, ...(to && { to }) })),
        closesOn: fc.constantFrom('2026-11-20', '2026-11-23', '2027-01-01'),
      }),
      { maxLength: 25 },
    )
    .map((list) => list.map((changes, n) => aMandate({ id: `m${n}`, ...changes } as Partial<Mandate>)));
  const profiles = fc.record(
    {
      residency: fc.constantFrom('citizen', 'temporary-resident', 'none'),
      languages: fc.dictionary(fc.constantFrom('fr', 'en'), level),
      availability: fc.tuple(range, month).map(([lengths, from]) => ({ ...lengths, from })),
      domains: fc.array(domain),
      countries: fc.array(fc.constantFrom('SN', 'BJ')),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Profile>;

  test('the index answers what a plain reading of the rules answers', () => {
    const rank = (name?: string) => ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'].indexOf(name ?? '');
    const open = ({ status, closesOn, departure }: Mandate) =>
      status === 'open' && (closesOn ?? today) >= today && (departure.to ?? '9999') >= '2026-11';
    const allowed = ({ residency, languages = {}, availability }: Profile, mandate: Mandate) =>
      residency !== 'none' &&
      (Object.keys(languages).length === 0 ||
        mandate.languages.every(
          (need) => need.required === false || rank(languages[need.code]) >= rank(need.level),
        )) &&
      (!availability ||
        ((availability.maxMonths ?? 99) >= mandate.duration.minMonths &&
          (availability.minMonths ?? 0) <= mandate.duration.maxMonths &&
          (mandate.departure.to ?? '9999') >= (availability.from ?? '')));
    fc.assert(
      fc.property(profiles, mandates, (profile, list) => {
        const { suggestions } = match(profile, indexMandates(list), { today });
        expect(idsOf(suggestions).sort()).toEqual(
          idsOf(list.filter((m) => open(m) && allowed(profile, m))).sort(),
        );
      }),
    );
  });

  test('scores lie between 0 and 1 and fall from the first to the last', () => {
    fc.assert(
      fc.property(profiles, mandates, (profile, list) => {
        const scores = match(profile, list, { today, variety: false }).suggestions.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
      }),
    );
  });

  test('a near miss becomes a suggestion once what it asks is given', () => {
    fc.assert(
      fc.property(profiles, mandates, (profile, list) => {
        for (const { id, unlock } of match(profile, list, { today }).nearMisses) {
          const changed = structuredClone(profile);
          for (const change of unlock) {
            if (change.kind === 'residency') changed.residency = change.need[0];
            if (change.kind === 'language')
              changed.languages = { ...changed.languages, [change.code]: change.need };
            if (change.kind === 'departure')
              changed.availability = { ...changed.availability, from: change.need };
            if (change.kind === 'duration')
              changed.availability = {
                ...changed.availability,
                ...('more' in change ? { maxMonths: change.need } : { minMonths: change.need }),
              };
          }
          expect(idsOf(match(changed, list, { today }).suggestions)).toContain(id);
        }
      }),
    );
  });
});
