import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Which room may import which: downward only. A room is a folder of `src`, `dialogs`, or a file of `src`. */
const ROOMS: Record<string, string[]> = {
  index: ['app', 'config', 'errors', 'log'],
  app: ['*'],
  assistant: ['*'],
  cli: ['*'],
  bot: [
    'dialogs',
    'notifications',
    'channels',
    'transcripts',
    'i18n',
    'locale',
    'errors',
    'config',
    'log',
    'http',
  ],
  dialogs: [
    'understanding',
    'mandates',
    'eligibility',
    'content',
    'transcripts',
    'i18n',
    'day',
    'locale',
    'profile',
  ],
  directline: ['http', 'transcripts', 'locale', 'errors', 'config', 'log'],
  staff: [
    'http',
    'transcripts',
    'content',
    'mandates',
    'understanding',
    'i18n',
    'day',
    'locale',
    'profile',
    'errors',
    'config',
    'log',
  ],
  widget: ['http', 'content', 'i18n', 'fill', 'locale', 'errors', 'config', 'log'],
  notifications: ['transcripts', 'i18n', 'locale', 'config', 'log'],
  metrics: ['bot', 'http', 'transcripts', 'errors'],
  postings: ['http', 'transcripts', 'mandates', 'errors', 'log'],
  'transcript-page': ['channels', 'http', 'transcripts', 'i18n', 'locale'],
  http: ['errors', 'config', 'log'],
  understanding: ['day', 'locale', 'profile', 'errors', 'log', 'config', 'thread'],
  mandates: ['day', 'locale', 'profile', 'errors', 'log', 'config'],
  eligibility: ['locale', 'profile', 'errors'],
  transcripts: ['locale', 'errors', 'log', 'config', 'thread'],
  channels: ['locale', 'errors', 'config', 'i18n'],
  content: ['day', 'locale', 'errors'],
  i18n: ['fill', 'locale', 'errors'],
  config: ['locale', 'errors'],
  log: ['config'],
  day: [],
  fill: [],
  profile: [],
  locale: [],
  errors: [],
  thread: [],
};

/** Libraries that only some rooms may know. */
const LIBRARIES: { library: RegExp; onlyIn: RegExp }[] = [
  { library: /^bot(builder|framework)(-|\/|$)/, onlyIn: /^(src\/(bot|channels|directline)\/|dialogs\/)/ },
  { library: /^restify(\/|$)/, onlyIn: /^src\/(http\/|[a-z]+\/(.+\/)?(routes|handlers\/.+|messages)\.ts$)/ },
  { library: /^lowdb/, onlyIn: /^src\/mandates\/(store|store-file)\.ts$/ },
  { library: /^@microsoft\/recognizers/, onlyIn: /^src\/understanding\/slots\// },
  { library: /^better-sqlite3(\/|$)/, onlyIn: /^src\/(transcripts\/sqlite|staff)\// },
  { library: /^(pg|kysely)(\/|$)/, onlyIn: /^src\/(transcripts|staff)\// },
];

const sources = ['src', 'dialogs'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file)),
);

const importsOf = (file: string): { target: string; typeOnly: boolean }[] =>
  [
    ...readFileSync(path.join(ROOT, file), 'utf8').matchAll(
      /^(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'/gm,
    ),
  ].map(([, type, target = '']) => ({ target, typeOnly: type !== undefined }));

/** `src/bot/turn.ts` → `bot`, `src/config.ts` → `config`, `dialogs/main.ts` → `dialogs`. */
function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'src' ? second.replace(/\.ts$/, '') : top;
}

test('imports between rooms go downward only', () => {
  const broken = sources.flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => target.startsWith('.') && !target.endsWith('.json'))
      .map(({ target }) => roomOf(path.relative(ROOT, path.resolve(ROOT, path.dirname(file), target))))
      .filter((room) => room !== roomOf(file))
      .filter((room) => !ROOMS[roomOf(file)]?.some((allowed) => allowed === '*' || allowed === room))
      .map((room) => `${file} imports ${room}, which ${roomOf(file)} may not`),
  );
  expect(broken).toEqual([]);
});

test('no files import each other, not even for a type', () => {
  const targets = new Map(
    sources.map((file) => [
      file,
      importsOf(file)
        .filter(({ target }) => target.startsWith('.'))
        .map(({ target }) => path.join(path.dirname(file), target)),
    ]),
  );
  const mutual = sources.flatMap((file) =>
    (targets.get(file) ?? [])
      .filter((target) => file < target && targets.get(target)?.includes(file))
      .map((target) => `${file} and ${target} import each other`),
  );
  expect(mutual).toEqual([]);
});

test('libraries are imported only where they belong', () => {
  const broken = sources.flatMap((file) =>
    importsOf(file).flatMap(({ target, typeOnly }) =>
      LIBRARIES.filter(({ library, onlyIn }) => !typeOnly && library.test(target) && !onlyIn.test(file)).map(
        ({ onlyIn }) => `${file} imports ${target}, which belongs in ${onlyIn.source}`,
      ),
    ),
  );
  expect(broken).toEqual([]);
});

test('the environment is read in config.ts alone, and by the way in, which looks for the cache before anything is loaded', () => {
  const readers = [...sources, 'src/start.js'].filter((file) =>
    readFileSync(path.join(ROOT, file), 'utf8').includes('process.env'),
  );
  expect(readers).toEqual(['src/config.ts', 'src/start.js']);
});
