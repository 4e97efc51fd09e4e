import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const APP_ID = '6f1c2a1e-0000-4000-8000-00000000b075';
export const ISSUER = 'https://api.botframework.example';
export const SERVICE_URL = 'https://smba.trafficmanager.net/emea/';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

/** A provider as Azure's: its OpenID document, its keys, and the channels that each key is endorsed for. */
export async function startProvider() {
  const [good, teamsOnly, stranger] = await Promise.all(
    [1, 2, 3].map(() => generateKeyPair('RS256', { extractable: true })),
  );
  const jwks = {
    keys: [
      {
        ...(await exportJWK((good as Keys).publicKey)),
        kid: 'good',
        endorsements: ['msteams', 'facebook', 'sms'],
      },
      { ...(await exportJWK((teamsOnly as Keys).publicKey)), kid: 'teams-only', endorsements: ['msteams'] },
    ],
  };
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(
        request.url === '/keys' ? jwks : { issuer: ISSUER, jwks_uri: `http://127.0.0.1:${port}/keys` },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  interface Claims {
    issuer?: string;
    audience?: string;
    serviceUrl?: string;
    /** Seconds from now. */
    expiresIn?: number;
    kid?: string;
    signedWith?: Keys;
  }

  return {
    keys: { good, teamsOnly, stranger } as Record<'good' | 'teamsOnly' | 'stranger', Keys>,
    cloud: {
      ToBotFromChannelOpenIdMetadataUrl: `http://127.0.0.1:${port}/openid`,
      ToBotFromChannelTokenIssuer: ISSUER,
      ToBotFromEmulatorOpenIdMetadataUrl: `http://127.0.0.1:${port}/openid`,
      ToChannelFromBotLoginUrl: 'https://login.example/tenant',
      ToChannelFromBotOAuthScope: 'https://api.botframework.example',
      OAuthUrl: 'https://token.example',
      CallerId: '',
    },
    /** A token as a channel would send it, but for what is changed. */
    token({
      issuer = ISSUER,
      audience = APP_ID,
      serviceUrl = SERVICE_URL,
      expiresIn = 600,
      kid = 'good',
      signedWith = good as Keys,
    }: Claims = {}): Promise<string> {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ serviceurl: serviceUrl })
        .setProtectedHeader({ alg: 'RS256', kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setNotBefore(now - 3_600)
        .setIssuedAt(now - 3_600)
        .setExpirationTime(now + expiresIn)
        .sign(signedWith.privateKey);
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type Provider = Awaited<ReturnType<typeof startProvider>>;
