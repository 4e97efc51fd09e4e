import { z } from 'zod';
import { inEachLocale, LOCALES } from '../../locale.ts';
import type { Localized, LocalizedList, Mandate } from '../mandate.ts';
import type { Problem } from '../schema.ts';
import { readLanguage, writeLanguage } from './language-notation.ts';
import type { Records } from './records.ts';

/** The name under which our ids stand in `identifier`. */
const ID_NAME = 'mandate';

const tagged = (texts: Localized) =>
  LOCALES.map((locale) => ({ '@language': locale, '@value': texts[locale] }));
const taggedList = (texts: LocalizedList) =>
  LOCALES.flatMap((locale) => texts[locale].map((value) => ({ '@language': locale, '@value': value })));
const property = (name: string, value: string | number | boolean) => ({
  '@type': 'PropertyValue',
  name,
  value,
});

/** A mandate as schema.org has it; what schema.org has no word for stands in `additionalProperty`. */
const posting = (mandate: Mandate) => ({
  '@type': 'JobPosting',
  identifier: property(ID_NAME, mandate.id),
  title: tagged(mandate.title),
  description: tagged(mandate.summary),
  employmentType: 'VOLUNTEER',
  hiringOrganization: { '@type': 'Organization', name: mandate.partner },
  jobLocation: {
    '@type': 'Place',
    address: {
      '@type': 'PostalAddress',
      addressCountry: mandate.country,
      ...(mandate.city !== undefined && { addressLocality: mandate.city }),
    },
  },
  ...(mandate.remote && { jobLocationType: 'TELECOMMUTE' }),
  ...(mandate.skills && { skills: taggedList(mandate.skills) }),
  ...(mandate.requirements && { qualifications: taggedList(mandate.requirements) }),
  jobStartDate: mandate.departure.from,
  datePosted: mandate.publishedOn,
  ...(mandate.closesOn && { validThrough: mandate.closesOn }),
  ...(mandate.applyUrl && { url: mandate.applyUrl }),
  additionalProperty: [
    property('status', mandate.status),
    ...(mandate.sample === undefined ? [] : [property('sample', mandate.sample)]),
    ...(mandate.remote === undefined ? [] : [property('remote', mandate.remote)]),
    ...mandate.domains.map((domain) => property('domain', domain)),
    ...mandate.languages.map((need) => property('language', writeLanguage(need))),
    property('minMonths', mandate.duration.minMonths),
    property('maxMonths', mandate.duration.maxMonths),
    ...(mandate.departure.to ? [property('departureTo', mandate.departure.to)] : []),
  ],
});

/** Mandates as one JSON-LD graph of schema.org job postings. */
export const writeJobPostings = (mandates: readonly Mandate[]): string =>
  `${JSON.stringify({ '@context': 'https://schema.org', '@graph': mandates.map(posting) }, null, 2)}\n`;

const Tagged = z.object({ '@language': z.string(), '@value': z.string() });
const Texts = z.union([z.array(Tagged), Tagged.transform((one) => [one])]);
const PropertyValue = z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) });

/** As much of a job posting as mandates are made of. */
const JobPosting = z.object({
  '@type': z.literal('JobPosting'),
  identifier: PropertyValue.optional(),
  title: Texts.optional(),
  description: Texts.optional(),
  hiringOrganization: z.object({ name: z.string() }).optional(),
  jobLocation: z
    .object({ address: z.object({ addressCountry: z.string(), addressLocality: z.string().optional() }) })
    .optional(),
  jobLocationType: z.string().optional(),
  skills: Texts.optional(),
  qualifications: Texts.optional(),
  jobStartDate: z.string().optional(),
  datePosted: z.string().optional(),
  validThrough: z.string().optional(),
  url: z.string().optional(),
  additionalProperty: z.array(PropertyValue).default([]),
});
type JobPosting = z.infer<typeof JobPosting>;

/** Reads one posting, a list of them or a graph. Postings of others are read as far as they say what a mandate needs. */
export function readJobPostings(data: unknown): Records {
  const graph = (data as { '@graph'?: unknown } | null)?.['@graph'] ?? data;
  const nodes = Array.isArray(graph) ? graph : [graph];
  const records: unknown[] = [];
  const problems: Problem[] = [];
  nodes.forEach((node: unknown, position) => {
    const parsed = JobPosting.safeParse(node);
    if (parsed.success) records.push(recordOf(parsed.data));
    else
      for (const { path, message } of parsed.error.issues)
        problems.push({ record: `number ${position + 1}`, field: `/${path.join('/')}`, message });
  });
  return { records, problems };
}

function recordOf(job: JobPosting): unknown {
  const all = (name: string) =>
    job.additionalProperty.filter((each) => each.name === name).map(({ value }) => value);
  const one = (name: string) => all(name)[0];
  const address = job.jobLocation?.address;
  const record = {
    id: job.identifier?.name === ID_NAME ? job.identifier.value : undefined,
    status: one('status') ?? 'open',
    sample: one('sample'),
    country: address?.addressCountry,
    city: address?.addressLocality,
    partner: job.hiringOrganization?.name,
    domains: all('domain'),
    title: job.title && localizedOf(job.title),
    summary: job.description && localizedOf(job.description),
    skills: job.skills && localizedListOf(job.skills),
    requirements: job.qualifications && localizedListOf(job.qualifications),
    languages: all('language').map((value) => readLanguage(String(value))),
    duration: { minMonths: one('minMonths'), maxMonths: one('maxMonths') },
    departure: { from: job.jobStartDate?.slice(0, 'YYYY-MM'.length), to: one('departureTo') },
    remote: one('remote') ?? (job.jobLocationType === 'TELECOMMUTE' ? true : undefined),
    applyUrl: job.url,
    publishedOn: job.datePosted?.slice(0, 'YYYY-MM-DD'.length),
    closesOn: job.validThrough?.slice(0, 'YYYY-MM-DD'.length),
  };
  // What is undefined must be absent, as in a file that was read.
  return JSON.parse(JSON.stringify(record));
}

type TaggedText = z.infer<typeof Tagged>;

const localizedOf = (texts: TaggedText[]): Record<string, string> =>
  Object.fromEntries(texts.map((text) => [text['@language'], text['@value']]));

const localizedListOf = (texts: TaggedText[]) =>
  inEachLocale((locale) =>
    texts.filter((text) => text['@language'] === locale).map((text) => text['@value']),
  );
