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
 * else does not count; neither citizen nor permanent resident is `none`, as is belonging to another country.
 */
export function residencyIn(scene: Scene, belongsElsewhere: boolean): Residency | undefined {
  const said = new Set<Residency>();
  const denied = new Set<Residency>();
  for (const found of scene.vocabulary.residency.all(scene.reading)) {
    const status = found.values[0]?.status;
    const role = scene.roles[found.start];
    if (!status || !role || role.other || role.asked || isPending(scene, found)) continue;
    const isPast = (role.past && status !== 'citizen') || isOver(scene, found);
    if (isPast && !lasts(scene)) continue;
    if (isElsewhere(scene, found) || isPendingAfter(scene, found.end)) continue;
    const isAlone = found.values.every(({ alone }) => alone);
    if (isAlone && !isMeant(scene, found)) continue;
    const isDenied = status === 'none' ? isNotSo(scene, found) : role.not || role.except;
    (isDenied ? denied : said).add(status);
  }
  if (isBornAtHome(scene)) said.add('citizen');
  const strongest = STRENGTH.find((status) => said.has(status));
  if (strongest) return strongest;
  return belongsElsewhere || (denied.has('citizen') && denied.has('permanent-resident')) ? 'none' : undefined;
}

/** "I've had my PR card since 2021": what began in the past and goes on. */
const lasts = ({ reading, vocabulary }: Scene): boolean => vocabulary.time.lasting.all(reading).length > 0;

/** Letters of a word that may stand between "was" and a status: "a", "une", "mi". */
const ARTICLE = 3;

/** "I was a citizen", "ancienne résidente"; but "I was naturalized" is how one became what one is. */
function isOver({ reading, vocabulary }: Scene, { start }: Found<Status>): boolean {
  const { grammar } = vocabulary;
  if (grammar.becomes.at(reading, start)) return false;
  const first = grammar.together.before(reading, start)?.start ?? start;
  const isArticle = (reading.tokens[first - 1]?.word.length ?? Infinity) <= ARTICLE;
  return [start, first, ...(isArticle ? [first - 1] : [])].some((i) => grammar.wasSo.before(reading, i));
}

/** "Canadian", "I'm a refugee", "canadienne et marocaine", "Canadian and Irish passports", "tourist in Ontario". */
function isMeant(scene: Scene, found: Found<Status>): boolean {
  const { reading, vocabulary } = scene;
  const all = withTogether(scene, found);
  if (standsAlone(scene, all) || isAfter(scene, all, 'be', 'lives')) return true;
  const { nationality } = vocabulary.grammar;
  const and = vocabulary.time.and.at(reading, found.end)?.end;
  const other = and === undefined ? undefined : vocabulary.places.at(reading, and)?.end;
  if (other !== undefined && nationality.at(reading, other)) return true;
  if (isBreak(gapAfter(reading, found.end - 1))) return false;
  return isHome(scene, found.end) || (!isBreak(gapAfter(reading, found.end)) && isHome(scene, found.end + 1));
}

/** "both Canadian", "canadiens tous les deux": what is said of the visitor and of those with them. */
function withTogether(
  { reading, vocabulary: { grammar } }: Scene,
  { start, end }: Found<Status>,
): Pick<Found<Status>, 'start' | 'end'> {
  return {
    start: grammar.together.before(reading, start)?.start ?? start,
    end: (!isBreak(gapAfter(reading, end - 1)) && grammar.together.at(reading, end)?.end) || end,
  };
}

/** "née à Chicoutimi", "born in Halifax". */
function isBornAtHome(scene: Scene): boolean {
  const { reading, vocabulary, roles } = scene;
  return vocabulary.grammar.born.all(reading).some(({ start, end }) => {
    const role = roles[start];
    return role && !role.other && !role.not && !role.asked && isHome(scene, end);
  });
}

const isHome = ({ reading, vocabulary }: Scene, at: number): boolean =>
  vocabulary.places.at(reading, at)?.values.some(({ countries }) => countries[0] === vocabulary.home) ===
  true;

/** "citoyen français", "ciudadana de México", "work permit for Bolivia". */
function isElsewhere({ reading, vocabulary }: Scene, { start, end }: Found<Status>): boolean {
  if (vocabulary.grammar.abroad.at(reading, end)) return true;
  const isLinked =
    !isBreak(reading.tokens[end]?.gap ?? '') &&
    (reading.tokens[end]?.word.length ?? 0) <= LINK &&
    !vocabulary.time.and.at(reading, end);
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

/** "I've applied for a work permit", but not for the first word of a status of its own: "demande d'asile". */
function isPending({ vocabulary, reading, roles }: Scene, { start, end }: Found<Status>): boolean {
  const cue = vocabulary.cues.at(reading, start);
  const isItsOwn = cue?.values.includes('pending') && cue.end <= end && !roles[start - 1]?.pending;
  return roles[start]?.pending === true && !isItsOwn;
}

/** "my permit application is pending", "mi residencia está en trámite". */
function isPendingAfter({ reading, vocabulary }: Scene, end: number): boolean {
  for (let i = end; i < end + NEAR && !isBreak(reading.tokens[i]?.gap ?? ''); i++)
    if (vocabulary.cues.at(reading, i)?.values.includes('pending')) return true;
  return false;
}
