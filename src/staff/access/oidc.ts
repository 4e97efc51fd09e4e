import { EncryptJWT, jwtDecrypt } from 'jose';
import * as client from 'openid-client';
import { z } from 'zod';
import { CodedError } from '../../errors.ts';
import type { Account, Accounts } from './accounts.ts';
import { FRESH_MS } from './confirmation.ts';
import { ROLES, type Role } from './roles.ts';
import { keyFor } from './secrets.ts';

export interface ProviderSettings {
  issuer: string;
  clientId: string;
  secret?: string;
}

interface Parts {
  settings: ProviderSettings;
  accounts: Accounts;
  /** The address of `/staff/login/provider/back`, as registered with the provider. */
  redirectUri: string;
  key: Uint8Array;
}

/** A sign-in under way, kept by the browser and readable by us alone. */
const Pending = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  /** The provider was to ask anew. */
  again: z.boolean(),
});

const Claims = z.object({
  sub: z.string().min(1),
  email: z.email().optional(),
  preferred_username: z.string().optional(),
  name: z.string().optional(),
  /** App roles: `editor`, or with a prefix as `Passerelle.Editor`. */
  roles: z.array(z.string()).default([]),
  /** Seconds since 1970: when the person proved to the provider who they are, which may be long ago. */
  auth_time: z.number().optional(),
});

export type ProviderOutcome =
  | { status: 'signed-in'; account: Account; returnTo: string; confirmedAt: Date }
  /** The provider knows the person, but gives them no role here; or the account is disabled. */
  | { status: 'no-role' }
  /** It was to ask anew and does not say when it did. */
  | { status: 'undated' };

export interface IdentityProvider {
  /** Where to send the browser, and what it has to bring back in a cookie. `again`: the provider is to ask anew. */
  begin(returnTo: string, again?: boolean): Promise<{ location: string; pending: string }>;
  /** @throws when the answer is not the one to the question: another state, a used code, a forged token. */
  finish(pending: string, query: string): Promise<ProviderOutcome>;
}

export const PENDING_SECONDS = 600;

/** Sign-in by OpenID Connect with PKCE, state and nonce. The provider is asked for its addresses at the first use. */
export function createIdentityProvider({ settings, accounts, redirectUri, key }: Parts): IdentityProvider {
  const sealing = keyFor('provider', key);
  let configuration: Promise<client.Configuration> | undefined;

  const configured = (): Promise<client.Configuration> => {
    configuration ??= discover(settings).catch((error) => {
      // The next sign-in asks again: the provider may only be away for a moment.
      configuration = undefined;
      throw error;
    });
    return configuration;
  };

  return {
    async begin(returnTo, again = false) {
      const config = await configured();
      const pending = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        returnTo,
        again,
      };
      const location = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        // An address can be changed on its way: what counts is the time that the answer names because of max_age.
        ...(again && { prompt: 'login', max_age: String(FRESH_MS / 1000) }),
      });
      const sealed = await new EncryptJWT(pending)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(`${PENDING_SECONDS}s`)
        .encrypt(sealing);
      return { location: location.href, pending: sealed };
    },

    async finish(pending, query) {
      const { state, nonce, verifier, returnTo, again } = Pending.parse(
        (await jwtDecrypt(pending, sealing)).payload,
      );
      const tokens = await client.authorizationCodeGrant(
        await configured(),
        new URL(`${redirectUri}?${query}`),
        {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        },
      );
      const claims = Claims.parse(tokens.claims());
      const role = roleOf(claims.roles);
      if (!role) return { status: 'no-role' };
      const { auth_time: provenAt } = claims;
      if (again && provenAt === undefined) return { status: 'undated' };
      const email = claims.email ?? claims.preferred_username ?? claims.sub;
      const account = await accounts.fromProvider({
        issuer: settings.issuer,
        subject: claims.sub,
        email,
        name: claims.name ?? '',
        role,
      });
      if (!account) return { status: 'no-role' };
      // Without a time nothing is proved: the first act that matters asks for one.
      return { status: 'signed-in', account, returnTo, confirmedAt: new Date((provenAt ?? 0) * 1000) };
    },
  };
}

/** The furthest reaching of the app roles. */
const roleOf = (given: string[]): Role | undefined => {
  const names = given.map((role) => role.toLowerCase().split('.').at(-1));
  return ROLES.findLast((role) => names.includes(role));
};

async function discover({ issuer, clientId, secret }: ProviderSettings): Promise<client.Configuration> {
  const address = new URL(issuer);
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname);
  const config = await client.discovery(address, clientId, secret, undefined, {
    // Plain http only ever to this machine, for trying things out.
    ...(address.protocol === 'http:' && here && { execute: [client.allowInsecureRequests] }),
  });
  // "common" of Entra ID would let in every tenant there is.
  if (config.serverMetadata().issuer !== issuer)
    throw new CodedError(
      'OIDC_ISSUER',
      `The provider at OIDC_ISSUER calls itself ${config.serverMetadata().issuer}.`,
      'Set OIDC_ISSUER to that exact address; for Entra ID, the one with the id of your tenant.',
    );
  return config;
}
