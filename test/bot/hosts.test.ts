import type { LookupAddress } from 'node:dns';
import type { WebResourceLike } from '@azure/core-http-compat';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createHosts } from '../../src/bot/delivery-hosts.ts';
import { createConnectorHttp } from '../../src/bot/delivery-http.ts';
import { type Connector, startConnector } from './connector.ts';
import { message, type Served, serveMessages } from './served.ts';

const hosts = createHosts({ loopback: false });

test.each([
  'https://smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net/ca/0b1c/',
  'https://facebook.botframework.com/',
  'https://webchat.botframework.com/',
  'https://smba.infra.gcc.teams.microsoft.com/teams',
  'https://europe.directline.botframework.com/',
  'https://webchat.botframework.azure.us/',
])('%s is a connector', (address) => {
  expect(hosts.check(address).href).toContain(address);
});

/** What an attacker would like the bot to call. */
const FORGED = [
  'http://smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net:8443/',
  'https://smba.trafficmanager.net@evil.example/',
  'https://user:secret@smba.trafficmanager.net/',
  'https://smba.trafficmanager.net.evil.example/',
  'https://smba.trafficmanager.net./',
  'https://evil-trafficmanager.net/',
  'https://evil.trafficmanager.net/',
  'https://evilbotframework.com/',
  'https://botframework.com.evil.example/',
  'https://teams.microsoft.com.evil.example/',
  'https://evil.example/?https://smba.trafficmanager.net/',
  'https://evil.example/#smba.trafficmanager.net',
  'https://evil.example\\@smba.trafficmanager.net/',
  'https://ѕmba.trafficmanager.net/',
  'urn:embedded:directline',
  'urn:botframework:websocket:directlinespeech',
  'file:///etc/passwd',
  'ftp://smba.trafficmanager.net/',
  'javascript:alert(1)',
  'data:text/plain,x',
  '//smba.trafficmanager.net/',
  '',
  'nonsense',
  'http://localhost:3978/',
  'http://127.0.0.1/',
  'http://127.1/',
  'http://0/',
  'http://0.0.0.0/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://169.254.169.254/metadata/instance',
  'https://169.254.169.254/',
  'https://2852039166/',
  'http://10.0.0.1/',
  'http://192.168.1.1/',
  'http://172.16.0.1/',
  'http://100.100.100.200/',
  'http://metadata.google.internal/',
  'http://kubernetes.default.svc/',
];

test.each(FORGED)('%p is not called', (address) => {
  expect(() => hosts.check(address)).toThrow('not one of a known channel');
});

describe('as the service address of a message', () => {
  let served: Served;
  const sent = jest.fn(async () => undefined);
  beforeEach(async () => {
    served = await serveMessages({ send: sent });
  });
  afterEach(() => served.stop());

  test('none of them becomes a turn, whatever the client may do', async () => {
    const loopback = /localhost|127\.|\[::1\]|0x7f|2130706433|0177/;
    const statuses = [];
    for (const serviceUrl of FORGED.filter((address) => !loopback.test(address)))
      statuses.push((await served.post(message({ serviceUrl }))).status);
    expect(statuses.filter((status) => status < 400 || status > 499)).toEqual([]);
    expect((await served.store.list({})).items).toEqual([]);
    expect(sent).not.toHaveBeenCalled();
  });
});

const INTERNAL = [
  '127.0.0.1',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.0.10',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '::1',
  '::',
  'fd12::1',
  'fe80::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  '2001:db8::1',
  '100::1',
];

describe('a known name that leads to an internal address', () => {
  const request = (url: string) => {
    const headers = {
      toJson: () => ({}),
      clone: () => headers,
      headerNames: () => [],
      remove: () => true,
      set: () => undefined,
    };
    return { url, method: 'POST', headers, body: '{}' } as unknown as WebResourceLike;
  };
  const resolvingTo = (...addresses: string[]) =>
    createConnectorHttp({
      hosts,
      timeoutMs: 500,
      lookup: ((_name: string, _options: object, done: (error: null, found: LookupAddress[]) => void) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        )) as never,
    });

  test.each(INTERNAL)('%s is not called', async (address) => {
    await expect(
      resolvingTo(address).sendRequest(request('https://smba.trafficmanager.net/')),
    ).rejects.toMatchObject({
      kind: 'refused',
      reason: 'internal-address',
    });
  });

  test('one internal address among public ones is enough to refuse', async () => {
    await expect(
      resolvingTo('20.1.2.3', '10.0.0.1').sendRequest(request('https://smba.trafficmanager.net/')),
    ).rejects.toMatchObject({ reason: 'internal-address' });
  });

  test('every request is checked, not the first alone', async () => {
    await expect(resolvingTo('20.1.2.3').sendRequest(request('https://evil.example/'))).rejects.toMatchObject(
      {
        code: 'HOST_REFUSED',
      },
    );
  });
});

describe('without an app registration', () => {
  let served: Served;
  let connector: Connector;
  beforeEach(async () => {
    [served, connector] = await Promise.all([serveMessages(), startConnector()]);
  });
  afterEach(async () => {
    await served.stop();
    await connector.stop();
  });

  test('a program on this machine is heard', async () => {
    expect((await served.post(message({ serviceUrl: connector.url }))).status).toBe(200);
  });

  test.each([
    ['a page in the browser', { origin: 'https://evil.example' }],
    ['a proxy on this machine', { 'x-forwarded-for': '203.0.113.5' }],
    ['a standard proxy', { forwarded: 'for=203.0.113.5' }],
  ])('%s is not', async (_who, headers) => {
    expect((await served.post(message({ serviceUrl: connector.url }), headers)).status).toBe(403);
  });
});
