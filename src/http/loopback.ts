import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.ts';

const OWN_ADDRESSES = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;
const OWN_NAMES = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/**
 * Lets only programs on this machine through. A proxy that stands on it is no such program, and neither is a page in
 * its browser: that one names its origin, or another host when it plays tricks with names.
 * @throws {HttpError} 403
 */
export function refuseStrangers({ socket, headers }: IncomingMessage): void {
  const isOwn =
    OWN_ADDRESSES.test(socket.remoteAddress ?? '') &&
    OWN_NAMES.test(headers.host ?? '') &&
    headers['x-forwarded-for'] === undefined &&
    headers.forwarded === undefined &&
    headers.origin === undefined;
  if (!isOwn) throw new HttpError(403, 'Forbidden', 'Only programs on this machine may call this address.');
}
