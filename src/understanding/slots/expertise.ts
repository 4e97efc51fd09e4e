import type { Domain } from '../../profile.ts';
import type { Found } from './book.ts';
import { isAfter, standsAlone } from './company.ts';
import type { Skill } from './meanings.ts';
import type { Scene } from './scene.ts';
import type { Cue } from './vocabulary.ts';

export interface Expertise {
  domains: Domain[];
  /** The professions and crafts named, in the vocabulary's spelling. */
  skills: string[];
}

/** What follows a field that the programme offers: "your agriculture mandates", "your IT openings". */
const OFFERS: ReadonlySet<Cue> = new Set(['programme', 'search']);

/** Fields and professions, past ones included: what one was one still knows. */
export function expertiseIn({ reading, vocabulary, roles }: Scene): Expertise {
  const domains = new Set<Domain>();
  const skills = new Set<string>();
  for (const found of vocabulary.skills.all(reading)) {
    const role = roles[found.start];
    if (isOfOther({ reading, vocabulary }, found)) continue;
    if (!role || role.other || role.besideOther || role.not || role.except || role.asked) continue;
    const skill = found.values.find(({ profession }) => profession) ?? found.values[0];
    if (!skill || (skill.weak && !isMeant({ reading, vocabulary }, found, skill))) continue;
    domains.add(skill.domain);
    if (skill.profession) skills.add(found.text);
  }
  return { domains: [...domains], skills: [...skills] };
}

/** "my doctor", "your website", "my French teacher friend", "Doctors Without Borders". */
function isOfOther(
  { reading, vocabulary }: Pick<Scene, 'reading' | 'vocabulary'>,
  found: Found<Skill>,
): boolean {
  const { start, end } = found;
  const isOwned = vocabulary.grammar.possessive.before(reading, start);
  if (isOwned && found.values.some(({ profession }) => profession)) return true;
  const isTheirs = isOwned && vocabulary.cues.before(reading, start)?.values.includes('programme');
  const isOffered = vocabulary.cues.at(reading, end)?.values.some((cue) => OFFERS.has(cue));
  if (isTheirs && !isOffered) return true;
  return (vocabulary.grammar.person.at(reading, end) ?? vocabulary.names.at(reading, start)) !== undefined;
}

/** "en santé", "I'm a doctor", "salud o educación", but not "ma santé" or "my doctor says". */
function isMeant(
  scene: Pick<Scene, 'reading' | 'vocabulary'>,
  found: Found<Skill>,
  { profession }: Skill,
): boolean {
  if (scene.vocabulary.grammar.byTrade.at(scene.reading, found.end)) return true;
  return (
    standsAlone(scene, found) || isAfter(scene, found, 'be', ...(profession ? [] : (['inField'] as const)))
  );
}
