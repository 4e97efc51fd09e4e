const ALLOWED = ['https:', 'http:', 'mailto:'];

/** The address when a browser may be sent there; nothing for scripts, data, files and what is no address. */
export function safeAddress(address: unknown): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return ALLOWED.includes(protocol) ? href : undefined;
}
