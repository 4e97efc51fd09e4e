import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { CodedError } from '../errors.ts';

/**
 * Where Azure's connectors live: public cloud, Teams and the US government's.
 * https://learn.microsoft.com/azure/bot-service/bot-service-resources-faq-security
 * `trafficmanager.net` itself is open to everybody's names, so only the one host counts.
 */
const HOSTS = [
  /^(?:[a-z0-9-]+\.)*botframework\.(?:com|us)$/,
  /^smba\.trafficmanager\.net$/,
  /^(?:[a-z0-9-]+\.)+teams\.microsoft\.(?:com|us)$/,
  /^(?:[a-z0-9-]+\.)*botframework\.azure\.us$/,
];

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface Hosts {
  /**
   * The address, when a channel's connector may stand there.
   * @throws {CodedError} `HOST_REFUSED`
   */
  check(address: string): URL;
  /** Whether an IP address that a name stands for may be called. */
  allowsAddress(address: string): boolean;
}

/**
 * What may be called at all. With `loopback`, a local channel such as the Bot Framework Emulator may be too;
 * that is for development.
 */
export function createHosts({ loopback }: { loopback: boolean }): Hosts {
  return {
    check(address) {
      const url = URL.canParse(address) ? new URL(address) : undefined;
      if (!url || url.username || url.password || url.hash) throw refused();
      if (loopback && LOOPBACK.has(url.hostname) && /^https?:$/.test(url.protocol)) return url;
      const known = HOSTS.some((host) => host.test(url.hostname));
      if (!known || url.protocol !== 'https:' || url.port !== '') throw refused();
      return url;
    },
    allowsAddress: (address) => !isInternal(address) || (loopback && isLoopback(address)),
  };
}

const refused = () =>
  new CodedError(
    'HOST_REFUSED',
    'The service address is not one of a known channel.',
    'Only connectors of Azure Bot Service are called.',
  );

const internal = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  internal.addSubnet(network, prefix, 'ipv4');
// Outside of 2000::/3 nothing is public; inside it, 6to4, Teredo and the examples' range can hide other addresses.
for (const [network, prefix] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  internal.addSubnet(network, prefix, 'ipv6');

function isInternal(address: string): boolean {
  if (isIPv4(address)) return internal.check(address, 'ipv4');
  return !isIPv6(address) || internal.check(address, 'ipv6');
}

const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');
