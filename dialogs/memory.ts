import { z } from 'zod';
import { LOCALES } from '../src/locale.ts';
import { Profile } from '../src/profile.ts';

/** Raised when the shape below changes so that an older state cannot be read as it is. */
const VERSION = 1;

/** The fields of a profile that the assistant asks for, by the names that forms and texts use. */
export const FIELDS = [
  'residency',
  'languages',
  'availability',
  'domains',
  'departure',
  'countries',
] as const;
export type Field = (typeof FIELDS)[number];

/** What the verdict stands on. */
export const JUDGED: Field[] = ['residency', 'languages', 'availability', 'domains'];

/**
 * Stands for "another language than the three": everybody speaks one, so that an empty list means "not known".
 * ISO 639-1 leaves the code unassigned.
 */
export const OTHER_LANGUAGE = 'xx';

/** Everything a conversation remembers from turn to turn: one JSON value, kept whole with each commit. */
const Memory = z.object({
  version: z.literal(VERSION),
  locale: z.enum(LOCALES),
  /** The visitor's own words or choice settled the language; before that it is the page's. */
  localeSettled: z.boolean(),
  greeted: z.boolean(),
  /** The visitor has said something, not only opened the chat. */
  spoke: z.boolean().default(false),
  lastAt: z.iso.datetime().optional(),
  profile: Profile,
  age: z.number().optional(),
  /** The language in which the visitor named their skills. */
  skillsIn: z.enum(LOCALES).optional(),
  /** Fields the visitor chose not to say. */
  skipped: z.array(z.enum(FIELDS)),
  previousTopic: z.string().optional(),
  /** Topics asked so far, for the summary that a person of the team gets. */
  asked: z.array(z.string()),
  /** The buttons of the last replies, newest first: what a typed label or number means. */
  offered: z.array(z.array(z.object({ id: z.string(), title: z.string() }))),
  /** What a bare yes, a bare no or "the second one" stands for now. */
  means: z
    .object({ yes: z.string(), no: z.string(), nth: z.array(z.string()) })
    .partial()
    .optional(),
  /** Messages in a row that could not be understood. */
  misses: z.number().int(),
  /** The outcome last shown, to re-check when an answer changes. */
  verdictShown: z.boolean(),
  /** Ids of the mandates shown by the last search, in their order, and how many of them were seen. */
  found: z.object({ ids: z.array(z.string()), seen: z.number().int() }).optional(),
  /** Ids of all mandates shown so far: a mandate's place here is its number for the whole conversation. */
  shown: z.array(z.string()).default([]),
  /** The form of the visitor's profile that was left last, the questions it had put, and whether it was done. */
  left: z.object({ form: z.string(), asked: z.array(z.string()), isDone: z.boolean() }).optional(),
  handoff: z.enum(['waiting', 'taken']).optional(),
  rated: z.boolean(),
  /** A rating was asked for, which happens once. */
  ratingAsked: z.boolean().default(false),
  /** The last replies' text, for "repeat". */
  lastReplies: z.array(z.string()),
  /** What stood under the last reply beside its words, for the same. */
  lastShown: z.enum(['verdict', 'mandates']).optional(),
  /** The stack of Bot Framework dialogs. */
  dialogs: z.object({ dialogStack: z.array(z.unknown()) }),
});
export type Memory = z.infer<typeof Memory>;

export const newMemory = (locale: Memory['locale']): Memory => ({
  version: VERSION,
  locale,
  localeSettled: false,
  greeted: false,
  spoke: false,
  profile: {},
  skipped: [],
  asked: [],
  offered: [],
  misses: 0,
  verdictShown: false,
  shown: [],
  rated: false,
  ratingAsked: false,
  lastReplies: [],
  dialogs: { dialogStack: [] },
});

/**
 * Reads a kept state. A state of another version, or one that cannot be read, starts anew in its language
 * and keeps what is known of the visitor where that part is whole: nothing is asked twice for our own changes.
 */
export function recall(state: unknown, locale: Memory['locale']): { memory: Memory; restarted: boolean } {
  if (state === undefined) return { memory: newMemory(locale), restarted: false };
  const whole = Memory.safeParse(state);
  if (whole.success) return { memory: whole.data, restarted: false };
  const older = z
    .object({
      locale: z.enum(LOCALES).catch(locale),
      profile: Profile.catch({}),
      handoff: Memory.shape.handoff.catch(undefined),
    })
    .catch({ locale, profile: {}, handoff: undefined })
    .parse(state);
  return { memory: { ...newMemory(older.locale), ...older, greeted: true }, restarted: true };
}

export const isKnown = ({ profile }: Pick<Memory, 'profile'>, field: Field): boolean => {
  switch (field) {
    case 'departure':
      return profile.availability?.from !== undefined;
    case 'availability':
      return profile.availability?.minMonths !== undefined || profile.availability?.maxMonths !== undefined;
    case 'domains':
      return (profile.domains?.length ?? 0) > 0;
    default:
      return profile[field] !== undefined;
  }
};

/** Takes one answer back, so that its question is asked again. */
export function forget(memory: Memory, field: Field): void {
  memory.skipped = memory.skipped.filter((name) => name !== field);
  const { profile } = memory;
  if (field === 'departure') delete profile.availability?.from;
  else if (field === 'availability')
    profile.availability = profile.availability?.from ? { from: profile.availability.from } : undefined;
  else delete profile[field];
  if (field === 'domains') delete profile.skills;
}

export interface Learned {
  /** Fields that were not known before. */
  added: Field[];
  /** Fields whose value is another one now. */
  changed: Field[];
  /** Something that was known before holds no longer; a language more takes nothing back. */
  corrects: boolean;
  /** Fields that were said again as they were known. */
  repeated: Field[];
  /** The profile as it was before the message, when it changed. */
  before?: Profile;
}

export const NOTHING_LEARNED: Learned = { added: [], changed: [], corrects: false, repeated: [] };

/**
 * Takes what a message says of the visitor into memory. A later word replaces an earlier one; languages are
 * added up unless the message corrects ("no, actually …").
 */
export function learn(memory: Memory, said: Profile & { age?: number }, correction: boolean): Learned {
  const { profile } = memory;
  const before = { profile: { ...profile, availability: copy(profile.availability) } };
  if (said.residency) profile.residency = said.residency;
  if (said.languages)
    profile.languages = correction ? said.languages : { ...profile.languages, ...said.languages };
  if (said.availability) {
    const { from, ...months } = said.availability;
    const kept = profile.availability ?? {};
    profile.availability = {
      ...(Object.keys(months).length > 0 ? months : { minMonths: kept.minMonths, maxMonths: kept.maxMonths }),
      from: from ?? kept.from,
    };
  }
  if (said.countries) profile.countries = said.countries;
  // Another field than before leaves nothing of the trade that went with it.
  if (said.domains?.length && String(said.domains) !== String(profile.domains)) delete profile.skills;
  if (said.domains?.length) profile.domains = said.domains;
  if (said.skills?.length)
    profile.skills = said.domains?.length || correction ? said.skills : merge(profile.skills, said.skills);
  if (said.skills?.length) memory.skillsIn = memory.locale;
  if (said.age) memory.age = said.age;

  const touched = FIELDS.filter(
    (field) => isKnown(memory, field) && wordOf(before, field) !== wordOf(memory, field),
  );
  memory.skipped = memory.skipped.filter((field) => !touched.includes(field));
  const changed = touched.filter((field) => isKnown(before, field));
  return {
    added: touched.filter((field) => !isKnown(before, field)),
    changed,
    corrects: changed.some((field) => field !== 'languages' || !keepsLanguages(before.profile, profile)),
    repeated: FIELDS.filter((field) => isKnown({ profile: said }, field) && !touched.includes(field)),
    before: before.profile,
  };
}

const keepsLanguages = ({ languages: before = {} }: Profile, { languages: now = {} }: Profile): boolean =>
  Object.entries(before).every(([code, level]) => now[code as keyof typeof now] === level);

/** Parts of an availability are taken back one by one, in place. */
const copy = (availability: Profile['availability']) => availability && { ...availability };

const merge = (kept: string[] = [], said: string[]): string[] => [...new Set([...kept, ...said])];

function wordOf({ profile }: Pick<Memory, 'profile'>, field: Field): string {
  const { from, ...months } = profile.availability ?? {};
  if (field === 'departure') return JSON.stringify(from);
  if (field === 'availability') return JSON.stringify([months.minMonths, months.maxMonths]);
  return JSON.stringify(profile[field]);
}
