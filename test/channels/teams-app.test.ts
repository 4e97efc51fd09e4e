import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TeamsAppSettings, teamsApp } from '../../src/channels/teams-app/manifest.ts';
import { problemsOf } from '../../src/channels/teams-app/schema.ts';
import { zip } from '../../src/channels/teams-app/zip.ts';
import { createI18n, type I18n } from '../../src/i18n.ts';
import { LOCALES_DIR } from './replies.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const SETTINGS: TeamsAppSettings = {
  appId: '6f1c2a1e-0000-4000-8000-00000000b075',
  version: '0.1.0',
  developer: 'CECI',
  websiteUrl: 'https://chat.example.org/',
  privacyUrl: 'https://chat.example.org/privacy',
  termsOfUseUrl: 'https://chat.example.org/terms',
};

let i18n: I18n;
beforeAll(async () => {
  i18n = await createI18n(LOCALES_DIR);
});

test('manifest and languages are valid by Microsoft’s published schemas', () => {
  const files = teamsApp(SETTINGS, i18n);
  expect(problemsOf(files)).toEqual([]);
  expect(Object.keys(files)).toEqual(['manifest.json', 'en.json', 'es.json']);
});

test.each([
  ['appId', 'not-a-guid'],
  ['developer', 'x'.repeat(33)],
  ['privacyUrl', 'nowhere'],
])('a wrong %s is found', (name, value) => {
  expect(problemsOf(teamsApp({ ...SETTINGS, [name]: value }, i18n))).not.toEqual([]);
});

test.each([
  ['color.png', 192],
  ['outline.png', 32],
])('%s has the size that Teams asks for', (name, size) => {
  const png = readFileSync(path.join(ROOT, 'src/channels/teams-app', name));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
});

describe('the command', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-teams-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const out = path.join(folder, 'passerelle.zip');

  const run = (args: string[], env: Record<string, string>) => {
    try {
      const stdout = execFileSync(process.execPath, [path.join(ROOT, 'src/cli/teams.ts'), ...args], {
        env: { PATH: process.env.PATH, MICROSOFT_APP_ID: '', PUBLIC_URL: '', ...env } as NodeJS.ProcessEnv,
        cwd: folder,
        encoding: 'utf8',
        stdio: 'pipe',
      });
      return { status: 0, stdout, stderr: '' };
    } catch (error) {
      return error as { status: number; stdout: string; stderr: string };
    }
  };
  const APP = {
    MICROSOFT_APP_ID: SETTINGS.appId,
    MICROSOFT_APP_TYPE: 'UserAssignedMSI',
    MICROSOFT_APP_TENANT_ID: 'tenant',
    PUBLIC_URL: 'https://chat.example.org/',
  };

  test('builds the package from the settings', () => {
    const { status, stdout } = run(['--out', out, '--json'], APP);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      out,
      files: ['manifest.json', 'en.json', 'es.json', 'color.png', 'outline.png'],
      problems: [],
    });
    const manifest = JSON.parse(String(unzip(readFileSync(out))['manifest.json']));
    expect(manifest).toMatchObject({ id: SETTINGS.appId, bots: [{ botId: SETTINGS.appId }] });
  });

  test.each([
    ['MICROSOFT_APP_ID', {}],
    ['PUBLIC_URL', { ...APP, PUBLIC_URL: '' }],
    ['https://', { ...APP, PUBLIC_URL: 'http://chat.example.org/' }],
  ])('names %s when it is missing', (name, env) => {
    const { status, stderr } = run(['--out', out], env);
    expect(status).toBe(2);
    expect(stderr).toContain(name);
  });

  test('reports what the schema finds', () => {
    const { status, stdout } = run(['--out', out], { ...APP, MICROSOFT_APP_ID: 'not-a-guid' });
    expect(status).toBe(1);
    expect(stdout).toContain('manifest.json/id');
  });
});

/** The files of an archive, found as any reader does: from its end, by the directory. */
function unzip(archive: Buffer): Record<string, Buffer> {
  const end = archive.lastIndexOf('PK\x05\x06');
  const files: Record<string, Buffer> = {};
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(at + 20)));
    expect(crc32(content)).toBe(archive.readUInt32LE(at + 16));
    files[name] = content;
    at += 46 + nameLength;
  }
  return files;
}

test('an archive gives back what was put into it', () => {
  const files = { 'a.json': Buffer.from('{"é":1}'), 'é.png': Buffer.alloc(5_000, 7), empty: Buffer.alloc(0) };
  expect(unzip(zip(files))).toEqual(files);
});
