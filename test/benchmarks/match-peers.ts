import MiniSearch from 'minisearch';
import { LOCALES } from '../../src/locale.ts';
import { isRequired, type Mandate } from '../../src/mandates/mandate.ts';
import { LEVELS, type Profile } from '../../src/profile.ts';
import { TODAY } from './match-data.ts';

/** Ids of the best mandates for a profile, best first. */
export type Engine = (profile: Profile) => string[];

const SHOWN = 50;

/** The hard limits, as plainly as they can be written. */
function isOpenTo({ languages = {}, availability }: Profile, mandate: Mandate): boolean {
  const rank = (code: string) => (languages[code] ? LEVELS.indexOf(languages[code]) : -1);
  return (
    mandate.status === 'open' &&
    (mandate.closesOn ?? TODAY) >= TODAY &&
    mandate.languages.every((need) => !isRequired(need) || rank(need.code) >= LEVELS.indexOf(need.level)) &&
    (availability?.maxMonths ?? Infinity) >= mandate.duration.minMonths &&
    (availability?.minMonths ?? 0) <= mandate.duration.maxMonths &&
    (mandate.departure.to ?? '9999-12') >= (availability?.from ?? '')
  );
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const wordsOf = ({ title, summary, skills }: Mandate): string =>
  fold(LOCALES.flatMap((l) => [title[l], summary[l], ...(skills?.[l] ?? [])]).join(' '));

/** What one would write first: look at every mandate, score it, sort them all. Texts are folded beforehand. */
export function linearScan(mandates: readonly Mandate[]): Engine {
  const texts = mandates.map(wordsOf);
  return (profile) => {
    const words = (profile.skills ?? [])
      .flatMap((skill) => fold(skill).split(/\W+/))
      .filter((w) => w.length > 2);
    const scored = mandates.flatMap((mandate, position) => {
      if (!isOpenTo(profile, mandate)) return [];
      const found = words.filter((word) => texts[position]?.includes(word)).length;
      const score =
        0.4 * Number(mandate.domains.some((domain) => profile.domains?.includes(domain))) +
        0.25 * Number(profile.countries?.includes(mandate.country) ?? false) +
        0.2 * (words.length > 0 ? found / words.length : 0);
      return [{ id: mandate.id, score }];
    });
    return scored
      .sort((a, b) => b.score - a.score)
      .slice(0, SHOWN)
      .map(({ id }) => id);
  };
}

/** A search library: the wishes as a query over fields, the hard limits as its filter. */
export function miniSearch(mandates: readonly Mandate[]): Engine {
  const byId = new Map(mandates.map((mandate) => [mandate.id, mandate]));
  const search = new MiniSearch<{ id: string; words: string; domains: string; country: string }>({
    fields: ['words', 'domains', 'country'],
    searchOptions: { boost: { domains: 4, country: 2.5, words: 2 } },
  });
  search.addAll(
    mandates.map((mandate) => ({
      id: mandate.id,
      words: wordsOf(mandate),
      // One token a field: the library would take hyphenated names apart.
      domains: mandate.domains.map((domain) => domain.replaceAll('-', '')).join(' '),
      country: mandate.country,
    })),
  );
  return (profile) => {
    const wishes = [
      ...(profile.domains ?? []).map((domain) => domain.replaceAll('-', '')),
      ...(profile.countries ?? []),
      ...(profile.skills ?? []).map(fold),
    ];
    return search
      .search(wishes.join(' '), { filter: ({ id }) => isOpenTo(profile, byId.get(id) as Mandate) })
      .slice(0, SHOWN)
      .map(({ id }) => String(id));
  };
}
