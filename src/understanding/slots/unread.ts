import { lengthsIn } from './lengths.ts';
import { momentsIn } from './moments.ts';
import type { Role, Scene } from './scene.ts';
import { correctionIn } from './talk.ts';

/**
 * Whether a message says "next" of a time that our rules do not know, such as "next Monday", and says it of the
 * visitor. Only then the recognizers are worth asking: of what else they find, our rules read it too or it is wrong.
 */
export function leavesTimes(scene: Scene): boolean {
  const { reading, roles, vocabulary } = scene;
  const isNext = (i: number) => vocabulary.time.next.at(reading, i) !== undefined;
  if (!roles.some((role, i) => isOwn(role) && isNext(i))) return false;
  const known = [...lengthsIn(scene), ...momentsIn(scene)];
  const isKnown = (i: number) => known.some(({ start, end }) => start <= i + 1 && i <= end);
  // What follows a correction is read by our rules alone.
  return roles.some((role, i) => isOwn(role) && isNext(i) && !isKnown(i)) && !correctionIn(scene);
}

/** Whatever else stands there would not be taken for the visitor's availability. */
const isOwn = ({ other, past, not, aside, asked, askedWhat }: Role): boolean =>
  !other && !past && !not && !aside && !asked && !askedWhat;
