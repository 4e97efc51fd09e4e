import type { Content } from '../../content/content.ts';
import type { Rehearsal, StaffParts } from '../desk.ts';

/** Understanding on the phrases that serve, for the staff pages alone; made at the first use of each version. */
export function createRehearsals(
  content: Pick<Content, 'version' | 'phrases'>,
  rehearse: StaffParts['rehearse'],
) {
  let serving: { version: number; made: Promise<Rehearsal> } | undefined;
  return {
    serving(): Promise<Rehearsal> {
      const version = content.version();
      if (serving?.version === version) return serving.made;
      const former = serving?.made;
      void former?.then((rehearsal) => rehearsal.close()).catch(() => undefined);
      const made = rehearse(content.phrases()).then(remembering);
      serving = { version, made };
      // One that could not be made is tried again at the next use.
      made.catch(() => {
        if (serving?.made === made) serving = undefined;
      });
      return made;
    },
  };
}

export type Rehearsals = ReturnType<typeof createRehearsals>;

/** As many questions as are looked at over and over. */
const REMEMBERED = 5_000;

/** The same questions come up at every look at the list: each is read once. */
function remembering(rehearsal: Rehearsal): Rehearsal {
  const known = new Map<string, ReturnType<Rehearsal['understand']>>();
  return {
    understand(text, context) {
      const key = `${context.locale} ${text}`;
      const read = known.get(key) ?? rehearsal.understand(text, context);
      if (known.size >= REMEMBERED) known.clear();
      known.set(key, read);
      return read;
    },
    close: () => rehearsal.close(),
  };
}
