import type { OutgoingHttpHeaders } from 'node:http';
import type { Config } from '../../config.ts';

/** The library that draws Adaptive Cards asks for policies by these names; it is given no markup to pass through. */
const CARD_POLICIES = [
  'adaptivecards#markdownPassthroughPolicy',
  'adaptivecards#restoreContentsPolicy',
  'adaptivecards#deprecatedExportedFunctionPolicy',
];

/**
 * Headers of our own pages: everything from this server alone, no inline script or style, no markup from strings.
 * `framedBy`: the sites that may show the page within theirs.
 */
export function pageHeaders(
  { publicUrl }: Pick<Config, 'publicUrl'>,
  framedBy: string[] = [],
): OutgoingHttpHeaders {
  // 'self' is the address in the browser; streams have the public one, which may differ behind a proxy.
  const stream = publicUrl ? ` ${new URL(publicUrl).origin.replace(/^http/, 'ws')}` : '';
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      `connect-src 'self'${stream}`,
      `frame-ancestors ${framedBy.length > 0 ? `'self' ${framedBy.join(' ')}` : "'none'"}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      `trusted-types ${CARD_POLICIES.join(' ')}`,
    ].join('; '),
  };
}
