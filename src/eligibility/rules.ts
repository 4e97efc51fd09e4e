import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CodedError } from '../errors.ts';
import { DOMAINS, LEVELS, RESIDENCIES } from '../profile.ts';

const RULES_FILE = fileURLToPath(new URL('../../data/eligibility.json', import.meta.url));

const Months = z.number().positive();
const AtLeast = z.strictObject({ from: z.enum(LEVELS) });
/** Where a rule comes from: the source's id and its own words, for staff and for citations. */
const grounds = { source: z.string().min(1), quote: z.string().min(1) };

const ResidencyRule = z
  .strictObject({
    id: z.literal('residency'),
    ...grounds,
    yes: z.array(z.enum(RESIDENCIES)).min(1),
    toConfirm: z.array(z.enum(RESIDENCIES)),
    no: z.array(z.enum(RESIDENCIES)),
  })
  .refine(
    (rule) =>
      RESIDENCIES.every(
        (r) => [...rule.yes, ...rule.toConfirm, ...rule.no].filter((x) => x === r).length === 1,
      ),
    `each of ${RESIDENCIES.join(', ')} must stand once, in yes, toConfirm or no`,
  );

const LanguagesRule = z
  .strictObject({
    id: z.literal('languages'),
    ...grounds,
    /** One of these is enough. */
    anyOf: z.array(z.string().regex(/^[a-z]{2}$/)).min(1),
    yes: AtLeast,
    toConfirm: AtLeast,
  })
  .refine(
    (rule) => LEVELS.indexOf(rule.toConfirm.from) <= LEVELS.indexOf(rule.yes.from),
    'toConfirm must begin at or below the level of yes',
  );

const AvailabilityRule = z
  .strictObject({
    id: z.literal('availability'),
    ...grounds,
    yes: z.strictObject({ minMonths: Months, maxMonths: Months }),
    /** From this many months on, a stay that is too short is for the team to judge. */
    toConfirm: z.strictObject({ minMonths: Months }),
  })
  .refine(({ yes }) => yes.minMonths <= yes.maxMonths, 'minMonths is more than maxMonths')
  .refine((rule) => rule.toConfirm.minMonths <= rule.yes.minMonths, 'toConfirm must begin at or below yes');

const ExpertiseRule = z.strictObject({
  id: z.literal('expertise'),
  ...grounds,
  yes: z.array(z.enum(DOMAINS)).min(1),
  toConfirm: z.array(z.enum(DOMAINS)),
});

export type ResidencyRule = z.infer<typeof ResidencyRule>;
export type LanguagesRule = z.infer<typeof LanguagesRule>;
export type AvailabilityRule = z.infer<typeof AvailabilityRule>;
export type ExpertiseRule = z.infer<typeof ExpertiseRule>;

const Rule = z.discriminatedUnion('id', [ResidencyRule, LanguagesRule, AvailabilityRule, ExpertiseRule]);

const RULE_IDS = ['residency', 'languages', 'availability', 'expertise'] as const;
export type RuleId = (typeof RULE_IDS)[number];

const RulesFile = z.strictObject({
  sources: z.array(z.strictObject({ id: z.string(), title: z.string(), date: z.iso.date() })).min(1),
  rules: z.array(Rule),
});

/** The rules of the programme, one of each kind. */
export interface EligibilityRules {
  residency: ResidencyRule;
  languages: LanguagesRule;
  availability: AvailabilityRule;
  expertise: ExpertiseRule;
}

/**
 * Parses the content of `data/eligibility.json`.
 * @throws {CodedError} `ELIGIBILITY_RULES`, naming the rule and the field of every fault.
 */
export function parseRules(data: unknown, file = 'data/eligibility.json'): EligibilityRules {
  const parsed = RulesFile.safeParse(data);
  if (!parsed.success)
    throw faulty(
      file,
      parsed.error.issues.map((issue) => describe(issue, data)),
    );
  const { sources, rules } = parsed.data;
  const find = <Id extends RuleId>(id: Id) => {
    const found = rules.filter((rule): rule is Extract<(typeof rules)[number], { id: Id }> => rule.id === id);
    if (found.length !== 1)
      throw faulty(file, [`rule ${id}: must stand exactly once, stands ${found.length} times`]);
    const [rule] = found as [(typeof found)[number]];
    if (!sources.some((source) => source.id === rule.source))
      throw faulty(file, [`rule ${id}, source: "${rule.source}" is not among the sources`]);
    return rule;
  };
  return {
    residency: find('residency'),
    languages: find('languages'),
    availability: find('availability'),
    expertise: find('expertise'),
  };
}

/** Reads the rules from a file, by default `data/eligibility.json`. */
export function loadRules(file = RULES_FILE): EligibilityRules {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw faulty(file, [cause instanceof Error ? cause.message : String(cause)], cause);
  }
  return parseRules(data, file);
}

const faulty = (file: string, faults: string[], cause?: unknown) =>
  new CodedError(
    'ELIGIBILITY_RULES',
    `The eligibility rules cannot be used: ${faults.join('; ')}.`,
    `Correct ${file}.`,
    { cause },
  );

/** "rule availability, yes.minMonths: …": names the rule by its id where it has one. */
function describe(issue: z.core.$ZodIssue, data: unknown): string {
  const [top, position, ...field] = issue.path;
  if (top !== 'rules' || typeof position !== 'number') return `${issue.path.join('.')}: ${issue.message}`;
  const id = (data as { rules: { id?: unknown }[] }).rules[position]?.id ?? `number ${position + 1}`;
  return `rule ${id}${field.length > 0 ? `, ${field.join('.')}` : ''}: ${issue.message}`;
}
