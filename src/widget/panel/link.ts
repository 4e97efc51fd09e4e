const ALLOWED = ['https:', 'http:', 'mailto:'];

/** The address when a browser may be sent there; nothing for scripts, data, files and what is no address. */
export function safeAddress(address: unknown): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return ALLOWED.includes(protocol) ? href : undefined;
}

/** Characters that turn the direction of the text around them: they make names and addresses look like others. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

export const withoutTurning = (text: string): string => text.replace(TURNING, '');
