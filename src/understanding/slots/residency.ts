import type { Residency } from '../../profile.ts';
import type { Found } from './book.ts';
import { isAfter, standsAlone } from './company.ts';
import type { Status } from './meanings.ts';
import { gapAfter, isBreak } from './reading.ts';
import type { Scene } from './scene.ts';

/** The strongest status said wins: a permanent resident may also say what permit they once had. */
const STRENGTH: Residency[] = ['citizen', 'permanent-resident', 'temporary-resident', 'none'];

/** Letters of a word that links a status to a country: "de", "for", "para". */
const LINK = 4;

/** Words beside a status within which it may be said to be pending, or not to be so. */
const NEAR = 3;

/**
 * The visitor's status in Canada. A status that is waited for, was had, belongs to another country or to somebody
 * else does not count; neither citizen nor permanent resident is `none`, as is living elsewhere without either.
 */
export function residencyIn(scene: Scene, livesAbroad: boolean): Residency | undefined {
  const said = new Set<Residency>();
  const denied = new Set<Residency>();
  for (const found of scene.vocabulary.residency.all(scene.reading)) {
    const status = found.values[0]?.status;
    const role = scene.roles[found.start];
    if (!status || !role || role.other || role.pending || role.asked) continue;
    if (role.past && status !== 'citizen') continue;
    if (isElsewhere(scene, found) || isPendingAfter(scene, found.end)) continue;
    const isAlone = found.values.every(({ alone }) => alone);
    if (isAlone && !standsAlone(scene, found) && !isAfter(scene, found, 'be', 'lives')) continue;
    const isDenied = status === 'none' ? isNotSo(scene, found) : role.not || role.except;
    (isDenied ? denied : said).add(status);
  }
  const strongest = STRENGTH.find((status) => said.has(status));
  if (strongest) return strongest;
  return livesAbroad || (denied.has('citizen') && denied.has('permanent-resident')) ? 'none' : undefined;
}

/** "citoyen français", "ciudadana de México", "work permit for Bolivia". */
function isElsewhere({ reading, vocabulary }: Scene, { start, end }: Found<Status>): boolean {
  if (vocabulary.grammar.abroad.at(reading, end)) return true;
  const isLinked =
    !isBreak(reading.tokens[end]?.gap ?? '') && (reading.tokens[end]?.word.length ?? 0) <= LINK;
  const nearby = [
    isBreak(reading.tokens[end]?.gap ?? '') ? undefined : vocabulary.places.at(reading, end),
    isLinked ? vocabulary.places.at(reading, end + 1) : undefined,
    vocabulary.places.before(reading, start),
  ];
  return nearby.some((found) => found?.values.some(({ countries }) => countries[0] !== vocabulary.home));
}

/** "I'm not a tourist", but not "I don't have any status", whose own words deny. */
function isNotSo({ reading, vocabulary }: Scene, { start, end }: Found<Status>): boolean {
  const denies = (i: number) =>
    vocabulary.cues.at(reading, i)?.values.some((cue) => cue === 'not' || cue === 'without') === true;
  for (let i = start; i < end; i++) if (denies(i)) return false;
  for (let i = start - 1; i >= Math.max(0, start - NEAR) && !isBreak(gapAfter(reading, i)); i--)
    if (denies(i)) return true;
  return false;
}

/** "my permit application is pending", "mi residencia está en trámite". */
function isPendingAfter({ reading, vocabulary }: Scene, end: number): boolean {
  for (let i = end; i < end + NEAR && !isBreak(reading.tokens[i]?.gap ?? ''); i++)
    if (vocabulary.cues.at(reading, i)?.values.includes('pending')) return true;
  return false;
}
