/**
 * A path of the staff pages that came in from outside, such as where to go after signing in; `/staff` for
 * anything that leads elsewhere.
 */
export function safePath(value: string | null | undefined): string {
  const here = 'http://staff';
  if (!value?.startsWith('/staff') || value.includes('\\') || !URL.canParse(value, here)) return '/staff';
  const { origin, pathname, search } = new URL(value, here);
  return origin === here && /^\/staff(\/|$)/.test(pathname) ? `${pathname}${search}` : '/staff';
}

/** The address of one conversation's page; ids of channels hold colons, slashes and more. */
export const conversationPath = (id: string, below = ''): string =>
  `/staff/conversations/${encodeURIComponent(id)}${below}`;

export const handoffPath = (conversationId: string, below = ''): string =>
  `/staff/handoffs/${encodeURIComponent(conversationId)}${below}`;
