import { COUNTRIES } from '../../profile.ts';
import type { Found } from './book.ts';
import type { Place } from './meanings.ts';
import { gapAfter, isBreak } from './reading.ts';
import type { Role, Scene } from './scene.ts';

/** Words between a cue of living or coming from somewhere and the place itself. */
const REACH = 3;

/** A place so early in a message needs no "I": "currently living in France". */
const NOTE = 4;

export interface Places {
  /** Where the visitor would go, ISO codes in the order of the message; none: nothing was said. */
  countries: string[];
  /** The visitor lives in another country than home and calls themselves of one: whoever only lives there may be a citizen. */
  belongsElsewhere: boolean;
}

/**
 * The places wished for. Where one lives, comes from or has worked is no wish, nor is a place that only a question
 * about the programme names; "except Nepal" leaves the others. A town where no mandate leads is where one lives,
 * unless it is all that is said.
 */
export function placesIn(scene: Scene): Places {
  const wanted = new Set<string>();
  const unwanted = new Set<string>();
  let livesAbroad = false;
  let isForeigner = false;
  for (const found of scene.vocabulary.places.all(scene.reading)) {
    const place = found.values.find(({ kind }) => kind !== 'people') ?? found.values[0];
    const role = scene.roles[found.start];
    if (!place || !role || role.other) continue;
    if (follows(scene, found.start, 'lives') && (place.kind === 'country' || place.kind === 'town')) {
      const isSelf = role.self || found.start < NOTE;
      livesAbroad ||= isSelf && !role.past && (place.countries[0] === scene.vocabulary.home) === role.not;
    } else if (isOfPeople(found) && role.self && follows(scene, found.start, 'origin')) {
      isForeigner ||= !role.past && !role.not;
    } else if (isWish(scene, found, place, role)) {
      const refused = isRefused(scene, found, role);
      if (refused || !role.not) for (const code of place.countries) (refused ? unwanted : wanted).add(code);
    }
  }
  wanted.delete(scene.vocabulary.home);
  unwanted.delete(scene.vocabulary.home);
  const among = wanted.size > 0 || unwanted.size === 0 ? [...wanted] : [...COUNTRIES];
  return {
    countries: among.filter((code) => !unwanted.has(code)),
    belongsElsewhere: livesAbroad && isForeigner,
  };
}

const isOfPeople = ({ values }: Found<Place>): boolean => values.some(({ kind }) => kind === 'people');

function isWish(
  { vocabulary, ...scene }: Scene,
  found: Found<Place>,
  { kind, countries }: Place,
  role: Role,
): boolean {
  if (
    role.asked ||
    role.askedWhat ||
    role.past ||
    isAbout({ vocabulary, ...scene }, found.start, role) ||
    follows({ vocabulary, ...scene }, found.start, 'origin') ||
    isBesideHome({ vocabulary, ...scene }, found) ||
    vocabulary.grammar.nationality.at(scene.reading, found.end) !== undefined ||
    (kind === 'town' && found.end - found.start < scene.reading.tokens.length)
  )
    return false;
  // "haïtien" in "créole haïtien" names a language.
  const isOfLanguage = () =>
    [0, 1].some((k) => (vocabulary.languages.at(scene.reading, found.start - k)?.end ?? 0) >= found.end);
  return kind !== 'people' || (COUNTRIES.some((code) => code === countries[0]) && !isOfLanguage());
}

/** Letters of a word that may lead to home: "in", "en", "à". */
const LINK = 2;

/** "Canada/Lebanon", "argentina en Montreal": where one belongs. */
function isBesideHome({ reading, vocabulary }: Scene, { start, end }: Found<Place>): boolean {
  const isSlash = (i: number) => reading.tokens[i]?.gap.trim() === '/';
  const isHome = (found?: Found<Place>) =>
    found?.values.some(({ countries: [code] }) => code === vocabulary.home);
  const isJoint = vocabulary.time.and.at(reading, end) ?? vocabulary.time.or.at(reading, end);
  const isLink = (reading.tokens[end]?.word.length ?? Infinity) <= LINK && !isJoint;
  const isIn =
    isLink && !isBreak(gapAfter(reading, end - 1)) && isHome(vocabulary.places.at(reading, end + 1));
  return (
    isIn === true ||
    (isSlash(start) && isHome(vocabulary.places.before(reading, start)) === true) ||
    (isSlash(end) && isHome(vocabulary.places.at(reading, end)) === true)
  );
}

/** "sauf le Népal", "pas en Haïti", "I don't want to go to Haiti", "Haití no"; other denials leave the place open. */
function isRefused(scene: Scene, { start, end }: Found<Place>, role: Role): boolean {
  const { reading, vocabulary } = scene;
  if (role.except || isDenied(scene, end) || isLess(scene, start) || isLeftOut(scene, start)) return true;
  if (!role.not) return false;
  if (vocabulary.grammar.refuses.all(reading).some((refusal) => refusal.end <= start)) return true;
  return [start, start - 1].some((i) => vocabulary.cues.before(reading, i)?.values.includes('not'));
}

/** The sentence is about dangers, visas or stories from there. */
function isAbout({ reading, vocabulary }: Scene, start: number, { self }: Role): boolean {
  return vocabulary.grammar.about.all(reading).some((found) => found.end <= start || !self);
}

/** "plutôt le Népal que la Bolivie": the latter. */
function isLess({ reading, vocabulary }: Scene, start: number): boolean {
  const than = [start, start - 1].map((i) => vocabulary.grammar.than.before(reading, i)).find(Boolean);
  return than !== undefined && vocabulary.places.before(reading, than.start) !== undefined;
}

/** "anywhere in Africa but Burkina", "any African country but Burkina": named after all of its region. */
function isLeftOut({ reading, vocabulary }: Scene, start: number): boolean {
  const { grammar, places } = vocabulary;
  const but = grammar.allBut.before(reading, start);
  const region = but && places.before(reading, but.start);
  const left = places.at(reading, start)?.values[0]?.countries[0] ?? '';
  return (
    region?.values.some(({ kind, countries }) => kind === 'region' && countries.includes(left)) === true &&
    grammar.allOf.all(reading).some(({ end }) => end <= region.start)
  );
}

/** "Haití no", "Burkina neither". */
function isDenied({ reading, vocabulary }: Scene, end: number): boolean {
  const denial = vocabulary.grammar.denies.at(reading, end);
  return (
    denial !== undefined &&
    (denial.end === reading.tokens.length ||
      isBreak(gapAfter(reading, denial.end - 1)) ||
      vocabulary.talk.fillers.at(reading, denial.end) !== undefined)
  );
}

/** A cue of living or coming from somewhere stands within reach before the place. */
function follows({ reading, vocabulary }: Scene, start: number, cue: 'lives' | 'origin'): boolean {
  for (let i = start; i > start - REACH && i > 0; i--) {
    if (isBreak(reading.tokens[i]?.gap ?? '')) return false;
    if (vocabulary.grammar[cue].before(reading, i)) return true;
    // "desde marzo a Bolivia": it is a time that the cue leads to.
    if (vocabulary.when.before(reading, i)) return false;
  }
  return false;
}
