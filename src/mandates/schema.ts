import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import schema from '../../data/mandate.schema.json' with { type: 'json' };
import type { Mandate } from './mandate.ts';

/** One fault of one record, with where it stands: `field` is a JSON pointer such as `/languages/0/level`. */
export interface Problem {
  /** The mandate's id, or its place in the file ("number 3") where it has none. */
  record: string;
  field: string;
  message: string;
}

export type Checked = { valid: true; mandates: Mandate[] } | { valid: false; problems: Problem[] };

// Our own schema need not be held against JSON Schema's at each start, which takes longer than compiling it.
const ajv = new Ajv2020({ allErrors: true, meta: false, validateSchema: false });
ajvFormats.default(ajv);
const isMandate = ajv.compile<Mandate>(schema);

/** Holds data against the schema and against what a schema cannot say; every problem of every record is told. */
export function checkMandates(data: unknown): Checked {
  const records = (data as { mandates?: unknown } | null)?.mandates;
  if (!Array.isArray(records))
    return {
      valid: false,
      problems: [{ record: 'file', field: '/mandates', message: 'must be a list of mandates' }],
    };
  const mandates: Mandate[] = [];
  const problems: Problem[] = [];
  const places = new Map<string, number>();
  records.forEach((record: unknown, position) => {
    const name = nameOf(record, position);
    const found = isMandate(record) ? contradictions(record) : (isMandate.errors ?? []).map(problemOf);
    const first = places.get(name);
    if (first !== undefined)
      found.push({ field: '/id', message: `is the id of number ${first + 1} already; ids must differ` });
    places.set(name, first ?? position);
    if (found.length === 0) mandates.push(record as Mandate);
    problems.push(...found.map((problem) => ({ record: name, ...problem })));
  });
  return problems.length > 0 ? { valid: false, problems } : { valid: true, mandates };
}

function nameOf(record: unknown, position: number): string {
  const id = (record as { id?: unknown } | null)?.id;
  return typeof id === 'string' && id !== '' ? id : `number ${position + 1}`;
}

type Fault = Omit<Problem, 'record'>;

function problemOf({ keyword, instancePath, params, message = 'is wrong' }: ErrorObject): Fault {
  switch (keyword) {
    case 'required':
      return { field: `${instancePath}/${params.missingProperty}`, message: 'is missing' };
    case 'additionalProperties':
      return {
        field: `${instancePath}/${params.additionalProperty}`,
        message: 'is not a field of a mandate',
      };
    case 'enum':
      return { field: instancePath, message: `must be one of ${params.allowedValues.join(', ')}` };
    default:
      return { field: instancePath || '/', message };
  }
}

/** What each field allows by itself but the record as a whole does not. */
function contradictions({ duration, departure, publishedOn, closesOn }: Mandate): Fault[] {
  const found: Fault[] = [];
  const check = (right: boolean, field: string, message: string) => {
    if (!right) found.push({ field, message });
  };
  check(duration.minMonths <= duration.maxMonths, '/duration/maxMonths', 'is less than minMonths');
  check(!departure.to || departure.from <= departure.to, '/departure/to', 'is before from');
  check(!closesOn || publishedOn <= closesOn, '/closesOn', 'is before publishedOn');
  return found;
}
