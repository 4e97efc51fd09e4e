import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import draft04 from 'ajv-draft-04';
import { MANIFEST_VERSION } from './manifest.ts';

const Ajv = draft04.default;
type Ajv = InstanceType<typeof Ajv>;

/** Where Microsoft's own package keeps the published schemas. */
const SCHEMAS = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest')),
  `json-schemas/teams/v${MANIFEST_VERSION}`,
);

const validators = new Map<string, ReturnType<Ajv['compile']>>();

/** What Microsoft's published schemas find wrong with the files of a Teams app package, a sentence each. */
export function problemsOf(files: Record<string, object>): string[] {
  return Object.entries(files).flatMap(([name, content]) => {
    const schema = name === 'manifest.json' ? 'MicrosoftTeams' : 'MicrosoftTeams.Localization';
    const validate = validators.get(schema) ?? compile(schema);
    validate(content);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message}.`);
  });
}

function compile(schema: string) {
  // The schemas name formats that draft 04 has no list of, and their patterns were written without the u flag.
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false });
  const validate = ajv.compile(JSON.parse(readFileSync(path.join(SCHEMAS, `${schema}.schema.json`), 'utf8')));
  validators.set(schema, validate);
  return validate;
}
