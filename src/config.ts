import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';
import { CodedError } from './errors.ts';
import { LOCALES } from './locale.ts';

const root = path.resolve(import.meta.dirname, '..');

const flag = z.stringbool({ truthy: ['1', 'true', 'yes', 'on'], falsy: ['0', 'false', 'no', 'off'] });
const httpUrl = z.url({ protocol: /^https?$/ });
const list = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim()))
  .pipe(z.array(z.string().min(1)));

/** Node takes the variable itself; a leading colon names a file, as POSIX has it. */
function isTimeZone(name: string): boolean {
  try {
    return name.startsWith(':') || Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** Every setting, its form and its default; `.env.example` explains each to whoever runs the bot. */
const Settings = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3978),
  HOST: z.string().min(1).default('localhost'),
  PUBLIC_URL: httpUrl.optional(),
  TZ: z.string().refine(isTimeZone).optional(),
  DATA_DIR: z.string().min(1).default('./var'),
  CACHE_DIR: z.string().min(1).optional(),
  MANDATES_FILE: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  TOKEN_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .transform((text) => new Uint8Array(Buffer.from(text, 'base64url')))
    .optional(),
  DEFAULT_LOCALE: z.enum(LOCALES).default('fr'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  METRICS_TOKEN: z.string().min(20).optional(),
  ALLOWED_ORIGINS: list.pipe(z.array(httpUrl.transform((url) => new URL(url).origin))).default([]),
  RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
  RETURNING_AFTER_MINUTES: z.coerce.number().int().min(1).default(30),
  ALL_MANDATES_URL: httpUrl.optional(),
  NEWSLETTER_URL: httpUrl.optional(),
  CONTACT_EMAIL: z.email().optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  STAFF_EMAIL: z.email().optional(),
  MICROSOFT_APP_ID: z.string().min(1).optional(),
  MICROSOFT_APP_PASSWORD: z.string().min(1).optional(),
  MICROSOFT_APP_TYPE: z.enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI']).default('SingleTenant'),
  MICROSOFT_APP_TENANT_ID: z.string().min(1).optional(),
  ALLOW_UNAUTHENTICATED_MESSAGES: flag.default(false),
  TRUST_PROXY: flag.default(false),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
});

type Setting = keyof z.infer<typeof Settings>;

/** What a setting must look like, for the one line that stops the start. */
const REMEDIES: Partial<Record<Setting, string>> = {
  NODE_ENV: 'Use development, production or test.',
  PORT: 'Give a port number from 0 to 65535, for example PORT=3978.',
  PUBLIC_URL: 'Give the full address visitors use, for example https://chat.example.org.',
  TZ: 'Give the name of a time zone, for example America/Toronto.',
  DATABASE_URL:
    'Give an address that begins with postgres://, or leave it out to keep conversations in DATA_DIR.',
  TOKEN_KEY:
    'Give 32 random bytes in base64url: node -p "crypto.randomBytes(32).toString(`base64url`)", or leave it out.',
  DEFAULT_LOCALE: 'Use fr, en or es.',
  LOG_LEVEL: 'Use fatal, error, warn, info, debug, trace or silent.',
  ALLOWED_ORIGINS: 'List the origins that may show the widget, separated by commas: https://www.example.org',
  METRICS_TOKEN: 'Give 20 characters or more that nobody can guess, for example from openssl rand -hex 20.',
  RETENTION_DAYS: 'Give a number of days from 1 to 3650.',
  RETURNING_AFTER_MINUTES: 'Give a number of minutes, 1 or more.',
  ALL_MANDATES_URL:
    'Give the full address of the page that lists all mandates: https://www.example.org/mandates',
  NEWSLETTER_URL: 'Give the full address of the page to subscribe on: https://www.example.org/newsletter',
  CONTACT_EMAIL: 'Give the address that visitors may write to, for example volunteers@example.org.',
  STAFF_EMAIL: 'Give the address that handoff requests are sent to, for example team@example.org.',
  SMTP_URL: 'Give an address such as smtp://user:password@mail.example.org:587.',
  MICROSOFT_APP_TYPE: 'Use SingleTenant, MultiTenant or UserAssignedMSI.',
  ALLOW_UNAUTHENTICATED_MESSAGES: 'Use true or false.',
  TRUST_PROXY: 'Use true or false.',
  OIDC_ISSUER: 'Give the address of the identity provider, for example https://login.example.org.',
};

/** Settings that only mean something together. */
const TOGETHER: [Setting, Setting, string][] = [
  ['SMTP_URL', 'STAFF_EMAIL', 'Set STAFF_EMAIL, the address that handoff requests are sent to.'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'Set OIDC_CLIENT_ID, as the identity provider gave it.'],
  ['OIDC_CLIENT_ID', 'OIDC_ISSUER', 'Set OIDC_ISSUER, the address of the identity provider.'],
];

export type Config = ReturnType<typeof readConfig>;

/**
 * Reads the environment once into a typed, frozen configuration. An empty variable counts as not set.
 * @throws {CodedError} `CONFIG`: names the first wrong setting and says what to do.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Settings.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]) as Setting;
    throw new CodedError('CONFIG', `The setting ${name} is wrong.`, REMEDIES[name] ?? `${issue?.message}.`);
  }
  const settings = parsed.data;
  for (const [name, other, remedy] of TOGETHER) {
    if (settings[name] !== undefined && settings[other] === undefined)
      throw new CodedError('CONFIG', `The setting ${other} is missing, ${name} needs it.`, remedy);
  }
  if (
    settings.MICROSOFT_APP_ID &&
    settings.MICROSOFT_APP_TYPE !== 'UserAssignedMSI' &&
    !settings.MICROSOFT_APP_PASSWORD
  )
    throw new CodedError(
      'CONFIG',
      'The setting MICROSOFT_APP_PASSWORD is missing, MICROSOFT_APP_ID needs it.',
      'Set the client secret of the app registration, or MICROSOFT_APP_TYPE=UserAssignedMSI.',
    );
  if (
    settings.MICROSOFT_APP_ID &&
    settings.MICROSOFT_APP_TYPE !== 'MultiTenant' &&
    !settings.MICROSOFT_APP_TENANT_ID
  )
    throw new CodedError(
      'CONFIG',
      'The setting MICROSOFT_APP_TENANT_ID is missing, MICROSOFT_APP_ID needs it.',
      'Set the tenant of the app registration, or MICROSOFT_APP_TYPE=MultiTenant.',
    );
  return Object.freeze({
    environment: settings.NODE_ENV,
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL,
    /** The address that links lead to, with a slash at its end: what they name is resolved beneath it. */
    home: `${(settings.PUBLIC_URL ?? addressOf(settings.HOST, settings.PORT)).replace(/\/+$/, '')}/`,
    root,
    dataDir: path.resolve(settings.DATA_DIR),
    /** What can be made again at any time: trained models, bundled pages. */
    cacheDir: path.resolve(settings.CACHE_DIR ?? path.join(settings.DATA_DIR, 'cache')),
    contentDir: path.join(root, 'data'),
    localesDir: path.join(root, 'locales'),
    mandatesFile: path.resolve(settings.MANDATES_FILE ?? path.join(root, 'data', 'mandates.json')),
    databaseUrl: settings.DATABASE_URL,
    tokenKey: settings.TOKEN_KEY,
    defaultLocale: settings.DEFAULT_LOCALE,
    logLevel: settings.LOG_LEVEL,
    metricsToken: settings.METRICS_TOKEN,
    allowedOrigins: settings.ALLOWED_ORIGINS,
    trustProxy: settings.TRUST_PROXY,
    retentionDays: settings.RETENTION_DAYS,
    returningAfterMinutes: settings.RETURNING_AFTER_MINUTES,
    links: {
      allMandates: settings.ALL_MANDATES_URL,
      newsletter: settings.NEWSLETTER_URL,
      contactEmail: settings.CONTACT_EMAIL,
    },
    smtp:
      settings.SMTP_URL && settings.STAFF_EMAIL
        ? { url: settings.SMTP_URL, to: settings.STAFF_EMAIL }
        : undefined,
    botFramework: {
      appId: settings.MICROSOFT_APP_ID,
      password: settings.MICROSOFT_APP_PASSWORD,
      type: settings.MICROSOFT_APP_TYPE,
      tenantId: settings.MICROSOFT_APP_TENANT_ID,
      allowUnauthenticated: settings.ALLOW_UNAUTHENTICATED_MESSAGES,
    },
    oidc:
      settings.OIDC_ISSUER && settings.OIDC_CLIENT_ID
        ? {
            issuer: settings.OIDC_ISSUER,
            clientId: settings.OIDC_CLIENT_ID,
            secret: settings.OIDC_CLIENT_SECRET,
          }
        : undefined,
  });
}

/** Where a server is reached; an IPv6 address stands in brackets (RFC 3986, 3.2.2). */
export const addressOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Takes what `.env` beside package.json holds into the environment; what is already set wins. */
export function loadDotEnv(file = path.join(root, '.env')): void {
  if (existsSync(file)) loadEnvFile(file);
}
