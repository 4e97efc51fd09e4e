import { clientAddress } from '../../http/client-address.ts';
import type { Translate } from '../../i18n.ts';
import type { Logger } from '../../log.ts';
import type { Visit } from '../pages/visit.ts';
import type { Account, Accounts } from './accounts.ts';
import type { Attempts } from './attempts.ts';
import type { Cookies } from './cookies.ts';
import { DEVICE_SECONDS, type Devices } from './device.ts';
import { createTurns } from './in-turn.ts';

interface Parts {
  accounts: Accounts;
  attempts: Attempts;
  devices: Devices;
  cookies: Cookies;
  trustProxy: boolean;
  logger: Logger;
}

/** Let in, refused, or told when to try again. */
type Outcome = { account: Account } | { refused: 'wrong' } | { refused: 'wait'; text: string };

/** Tries a password, wherever one is asked for: failures anywhere make wait everywhere. */
export type TryPassword = (visit: Visit, email: string, password: string) => Promise<Outcome>;

export function createPasswordTries(parts: Parts): TryPassword {
  const { accounts, attempts, devices, cookies, trustProxy, logger } = parts;
  const inTurn = createTurns();

  async function tryOne(visit: Visit, address: string, email: string, password: string): Promise<Outcome> {
    const { t, request, response } = visit;
    const familiar = await devices.knows(cookies.read(request, 'device'), email);
    const attempt = { address, email, familiar };
    const wait = await attempts.wait(attempt);
    if (wait > 0) return { refused: 'wait', text: waitText(t, wait) };
    const account = await accounts.signIn(email, password);
    if (!account) {
      await attempts.failed(attempt);
      logger.warn({ code: 'SIGN_IN_FAILED' }, 'a sign-in to the staff pages failed');
      return { refused: 'wrong' };
    }
    await attempts.succeeded(attempt);
    cookies.write(response, 'device', await devices.mark(account.email), DEVICE_SECONDS);
    return { account };
  }

  // One try of an address at a time.
  return (visit, email, password) => {
    const address = clientAddress(visit.request, trustProxy);
    return inTurn(address, () => tryOne(visit, address, email, password));
  };
}

/** In seconds, or in minutes once they are many. */
function waitText(t: Translate, milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  return seconds < 120
    ? t('staff:login.waitSeconds', { number: seconds })
    : t('staff:login.waitMinutes', { number: Math.ceil(seconds / 60) });
}
