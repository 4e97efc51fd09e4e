import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { CodedError } from '../../src/errors.ts';

const problemOf = (env: NodeJS.ProcessEnv): string => {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    return error instanceof CodedError ? error.line : String(error);
  }
};

test('everything has a default: an empty environment is a configuration', () => {
  expect(readConfig({})).toMatchObject({
    port: 3978,
    host: 'localhost',
    defaultLocale: 'fr',
    retentionDays: 90,
  });
});

test('an empty variable counts as not set', () => {
  expect(readConfig({ PORT: '', ALLOWED_ORIGINS: '', SMTP_URL: '' }).port).toBe(3978);
});

describe('a wrong setting is named in one line, with what to do', () => {
  test.each([
    [{ PORT: 'many' }, /^The setting PORT is wrong\. Give a port number/],
    [{ PORT: '70000' }, /PORT/],
    [{ DEFAULT_LOCALE: 'de' }, /^The setting DEFAULT_LOCALE is wrong\. Use fr, en or es\.$/],
    [{ DEFAULT_LOCALE: '__proto__' }, /DEFAULT_LOCALE/],
    [{ DATABASE_URL: 'mysql://x' }, /postgres:\/\//],
    [{ ALLOWED_ORIGINS: 'example.org' }, /ALLOWED_ORIGINS/],
    [{ RETENTION_DAYS: '0' }, /RETENTION_DAYS/],
    [{ TZ: 'Montreal' }, /^The setting TZ is wrong\. Give the name of a time zone/],
    [{ TOKEN_KEY: 'short' }, /TOKEN_KEY/],
    [{ SMTP_URL: 'smtp://localhost' }, /STAFF_EMAIL is missing, SMTP_URL needs it/],
    [{ MICROSOFT_APP_ID: 'id' }, /MICROSOFT_APP_PASSWORD is missing/],
    [{ MICROSOFT_APP_ID: 'id', MICROSOFT_APP_PASSWORD: 'x' }, /MICROSOFT_APP_TENANT_ID is missing/],
    [{ CONTACT_EMAIL: 'foo' }, /^The setting CONTACT_EMAIL is wrong\. Give the address that visitors/],
    [{ STAFF_EMAIL: 'foo' }, /^The setting STAFF_EMAIL is wrong\. Give the address that handoff requests/],
    [{ NEWSLETTER_URL: 'javascript:x' }, /^The setting NEWSLETTER_URL is wrong\. Give the full address/],
    [
      { ALL_MANDATES_URL: 'www.example.org' },
      /^The setting ALL_MANDATES_URL is wrong\. Give the full address/,
    ],
    [{ OIDC_ISSUER: 'login' }, /^The setting OIDC_ISSUER is wrong\. Give the address/],
    [{ TRUST_PROXY: 'perhaps' }, /^The setting TRUST_PROXY is wrong\. Use true or false\.$/],
    [{ OIDC_ISSUER: 'https://login.example.org' }, /OIDC_CLIENT_ID is missing/],
  ])('%j', (env, line) => {
    expect(problemOf(env)).toMatch(line);
    expect(problemOf(env)).not.toContain('\n');
  });
});

test('.env.example names every setting, and no other', () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const source = readFileSync(path.join(root, 'src/config.ts'), 'utf8');
  const settings = [...source.slice(source.indexOf('const Settings')).matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(
    ([, name]) => name,
  );
  const example = readFileSync(path.join(root, '.env.example'), 'utf8');
  const explained = [...example.matchAll(/^([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
  expect([...new Set(explained)].sort()).toEqual([...new Set(settings)].sort());
});
