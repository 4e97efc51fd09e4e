import { deflateSync, gzipSync } from 'node:zlib';
import { type Exchange, exchange, request } from './exchange.ts';
import { type Dice, mutate, spoiled, TEXTS } from './nasty.ts';
import { bearer, sendJson, stranger, type Target } from './target.ts';

export type Attack = (target: Target, dice: Dice) => Promise<Exchange>;

const V3 = '/v3/directline';
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'BREW'];

/** Every address of the server; `:id` stands for the attacker's own conversation. */
export const PATHS: readonly string[] = [
  '/',
  '/chat',
  '/faq',
  '/fr/faq',
  '/widget.js',
  '/widget/panel.js',
  '/favicon.ico',
  '/healthz',
  '/readyz',
  '/metrics',
  '/transcript/x',
  '/posting/x',
  '/api/messages',
  `${V3}/tokens/generate`,
  `${V3}/tokens/refresh`,
  `${V3}/conversations`,
  `${V3}/conversations/:id`,
  `${V3}/conversations/:id/activities`,
  `${V3}/conversations/:id/upload`,
  `${V3}/conversations/:id/stream`,
  `${V3}/session/getsessionid`,
  '/staff',
  '/staff/login',
  '/staff/logout',
  '/staff/conversations',
  '/staff/conversations/:id',
  '/staff/conversations/:id/export/json',
  '/staff/conversations/:id/erase',
  '/staff/handoffs',
  '/staff/handoffs/1',
  '/staff/unanswered',
  '/staff/content',
  '/staff/drafts/1',
  '/staff/invitation/x',
  '/staff/language/fr',
  '/staff/figures',
  '/staff/audit',
  '/staff/account',
  '/staff/account/password',
  '/staff/people/1/end',
  '/staff/assets/staff.css',
];

const MESSAGE = {
  type: 'message',
  text: 'How long does it last?',
  locale: 'en-CA',
  textFormat: 'plain',
  localTimestamp: '2026-11-23T10:00:00-05:00',
  channelData: { clientActivityID: 'a1' },
  value: { any: 'thing' },
  attachments: [{ contentType: 'image/png', name: 'me.png' }],
  entities: [{ type: 'ClientCapabilities' }],
};

const CHANNEL_MESSAGE = {
  ...MESSAGE,
  id: 'activity',
  channelId: 'msteams',
  serviceUrl: 'http://127.0.0.1:9',
  deliveryMode: 'expectReplies',
  conversation: { id: 'conversation', conversationType: 'personal' },
  from: { id: '29:visitor', name: 'Camille' },
  recipient: { id: '28:bot', name: 'Passerelle' },
  channelData: { tenant: { id: 'tenant' } },
};

const at = (path: string, { conversationId }: Target) => path.replace(':id', conversationId);

/** By name: what each attack sends. Chance decides the rest. */
export const ATTACKS: Record<string, Attack> = {
  'any words': (target, dice) => say(target, dice, { ...MESSAGE, text: words(dice) }),

  'mutated activity': (target, dice) => say(target, dice, mutate(MESSAGE, dice)),

  'spoiled JSON': (target, dice) =>
    sendJson(target, 'POST', activities(target), spoiled(JSON.stringify(MESSAGE), dice), bearer(target)),

  'mutated start': (target, dice) =>
    sendJson(
      target,
      'POST',
      `${V3}/${dice.pick(['conversations', 'tokens/generate'])}`,
      JSON.stringify(mutate({ locale: 'fr', user: { id: 'dl_x' }, channelData: { profile: {} } }, dice)),
      { ...bearer(target), ...stranger(dice) },
    ),

  'channel activity': (target, dice) => {
    const activity = { ...channelMessage(dice), text: words(dice) };
    const json = JSON.stringify(dice.next() < 0.5 ? mutate(activity, dice) : activity);
    return sendJson(target, 'POST', '/api/messages', dice.next() < 0.2 ? spoiled(json, dice) : json);
  },

  'the same message at once': async (target, dice) => {
    const body = JSON.stringify({ ...MESSAGE, channelData: { clientActivityID: `again-${dice.below(20)}` } });
    const answers = await Promise.all(
      [1, 2, 3].map(() => sendJson(target, 'POST', activities(target), body, bearer(target))),
    );
    return {
      statuses: answers.flatMap(({ statuses }) => statuses),
      text: answers.map((a) => a.text).join(''),
    };
  },

  'any method': (target, dice) =>
    exchange(
      target.url,
      request(dice.pick(METHODS), at(dice.pick(PATHS), target), { ...bearer(target), ...stranger(dice) }),
    ),

  'odd path': (target, dice) =>
    exchange(
      target.url,
      request(dice.pick(['GET', 'GET', 'POST']), oddPath(dice, target), {
        ...bearer(target),
        ...stranger(dice),
      }),
    ),

  'odd query': (target, dice) => {
    const query = `${dice.pick(['watermark', 't', 'locale', 'q', 'returnTo', 'cursor', '__proto__', 'from'])}=${oddText(dice)}`;
    const path = at(dice.pick(PATHS), target);
    return exchange(target.url, request('GET', `${path}?${query}`, { ...bearer(target), ...stranger(dice) }));
  },

  'odd header': (target, dice) =>
    exchange(
      target.url,
      request(dice.pick(['GET', 'POST', 'OPTIONS']), at(dice.pick(PATHS), target), {
        ...bearer(target),
        ...stranger(dice),
        [dice.pick(HEADERS)]: dice.pick(HEADER_VALUES),
      }),
    ),

  'encoded body': (target, dice) => {
    const packed = dice.pick([gzipSync, deflateSync])(JSON.stringify(MESSAGE));
    const body = dice.next() < 0.5 ? packed.subarray(0, dice.below(packed.length)) : packed;
    const encoding = dice.pick(['gzip', 'deflate', 'br', 'gzip, gzip', 'identity', 'x']);
    const path = dice.pick([activities(target), '/api/messages', '/staff/login']);
    return sendJson(target, 'POST', path, body, { ...bearer(target), 'content-encoding': encoding });
  },

  'any bytes': (target, dice) => {
    const size = dice.pick([1, 100, 5_000, 300_000]);
    const body = Buffer.from(Array.from({ length: size }, () => dice.below(256)));
    return exchange(
      target.url,
      request(
        'POST',
        at(dice.pick(PATHS), target),
        { ...bearer(target), 'content-type': dice.pick(TYPES) },
        body,
      ),
    );
  },

  'two lengths': (target, dice) => {
    const body = JSON.stringify(MESSAGE);
    const headers = { ...bearer(target), 'content-type': 'application/json' };
    const lie = dice.pick<Record<string, string>>([
      { 'content-length': '5', 'transfer-encoding': 'chunked' },
      { 'content-length': '-1' },
      { 'content-length': '1e3' },
      { 'transfer-encoding': 'chunked, identity' },
      { 'transfer-encoding': 'xchunked', 'content-length': '3' },
      { 'content-length': String(body.length - 20) },
    ]);
    return exchange(target.url, request('POST', activities(target), { ...headers, ...lie }, body), {
      end: true,
    });
  },

  'many at once on one connection': (target, dice) => {
    const each = () =>
      request('GET', at(dice.pick(PATHS), target), {
        ...bearer(target),
        ...stranger(dice),
        connection: 'keep-alive',
      });
    const all = Array.from({ length: 12 }, each);
    return exchange(target.url, Buffer.concat([...all, request('GET', '/healthz', {})]));
  },

  upload: (target, dice) => {
    const boundary = 'xxBOUNDARYxx';
    const part = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${dice
      .pick(TEXTS)
      .slice(0, 50)
      .replace(/[\r\n"]/g, '')}"\r\n\r\n${dice.pick(TEXTS)}\r\n--${boundary}--`;
    return exchange(
      target.url,
      request(
        'POST',
        `${V3}/conversations/${target.conversationId}/upload?userId=${oddText(dice)}`,
        { ...bearer(target), 'content-type': `multipart/form-data; boundary=${boundary}` },
        part,
      ),
      { end: dice.next() < 0.3 },
    );
  },
};

function say(target: Target, dice: Dice, activity: unknown): Promise<Exchange> {
  const body = JSON.stringify(activity) ?? 'null';
  const request = { pieces: dice.pick([1, 1, 3]) };
  return exchange(
    target.url,
    requestJson(activities(target), body, { ...bearer(target), ...stranger(dice) }),
    request,
  );
}

const requestJson = (path: string, body: string, headers: Record<string, string>) =>
  request('POST', path, { 'content-type': 'application/json', ...headers }, body);

const activities = ({ conversationId }: Target) => `${V3}/conversations/${conversationId}/activities`;

const words = (dice: Dice) => dice.pick(TEXTS) + (dice.next() < 0.3 ? ` ${dice.pick(TEXTS)}` : '');

const channelMessage = (dice: Dice) => ({
  ...CHANNEL_MESSAGE,
  id: `activity-${dice.below(1e9)}`,
  conversation: { id: `conversation-${dice.below(60)}`, conversationType: 'personal' },
  channelId: dice.pick(['msteams', 'facebook', 'sms', 'emulator']),
  type: dice.pick([
    'message',
    'message',
    'conversationUpdate',
    'invoke',
    'event',
    'typing',
    'messageReaction',
  ]),
});

/** Text as an address can carry it, encoded in one of the ways that decoders stumble on. */
function oddText(dice: Dice): string {
  const text = dice.pick(TEXTS).slice(0, 300);
  switch (dice.below(4)) {
    case 0:
      return encodeURIComponent(text.toWellFormed());
    case 1:
      return encodeURIComponent(encodeURIComponent(text.toWellFormed()));
    case 2:
      return dice.pick(['%', '%zz', '%e9', '%00', '%ff%fe', '%c0%af', '+', '&&&==', '%2e%2e%2f'.repeat(5)]);
    default:
      return text.replace(/[^\x21-\x7e]/g, '.').replaceAll('#', '');
  }
}

function oddPath(dice: Dice, target: Target): string {
  const path = at(dice.pick(PATHS), target);
  switch (dice.below(9)) {
    case 0:
      return `${path}/${oddText(dice)}`;
    case 1:
      return path.replace(/[^/]+$/, oddText(dice)) || '/';
    case 2:
      return path.replaceAll('/', dice.pick(['//', '/./', '/../', '/%2f/', '\\']));
    case 3:
      return dice.pick([
        '//',
        '///',
        '/..',
        '/%',
        '*',
        '/?',
        '/;x',
        '//evil.example/',
        'http://[',
        'http://evil.example/',
      ]);
    case 4:
      return path.toUpperCase();
    case 5:
      return `${path}/`;
    case 6:
      return `/${'a/'.repeat(dice.below(3_000))}`;
    case 7:
      return `${dice.pick(['/widget', '/staff/assets', '/transcript'])}/${dice.pick(['..%2f..%2fpackage.json', '../../package.json', '%2e%2e/%2e%2e/src/config.ts', 'constructor', '__proto__'])}`;
    default:
      return `${path}${dice.pick(['\\', '%20', ';v=1', '.json', '%00.js', '?', '??a=b', '#x'])}`;
  }
}

const HEADERS = [
  'host',
  'authorization',
  'cookie',
  'origin',
  'referer',
  'accept-language',
  'accept-encoding',
  'if-none-match',
  'range',
  'expect',
  'upgrade',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'forwarded',
  'x-http-method-override',
  'content-type',
  'accept',
  'accept-version',
  'access-control-request-method',
  'sec-fetch-site',
  'x-request-id',
];

const HEADER_VALUES = [
  '',
  ' ',
  'null',
  '*',
  'Bearer',
  'Bearer null',
  `Bearer ${'a'.repeat(4_000)}`,
  'Basic YTpi',
  'http://evil.example',
  'chrome-extension://x',
  '[::1',
  'a b',
  '::1, 127.0.0.1, x',
  `${'fr;q=0.1,'.repeat(500)}en`,
  '__proto__;q=1, constructor',
  'session=%; visit=__proto__; session=x',
  '=;=;=',
  'bytes=0-,5-9999999999999',
  '100-continue',
  'websocket',
  'h2c',
  '\xff\xfe\x80',
  'x'.repeat(7_000),
  '"',
  'W/"',
  '~4',
];

const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/xml',
  ';',
];
