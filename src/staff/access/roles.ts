/** Who may do what: a reviewer reads masked, an agent speaks to visitors, an editor teaches, an admin does all. */
export const ROLES = ['reviewer', 'agent', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * `read`: conversations, masked, with tags and notes, and figures · `export`: take a conversation along, masked ·
 * `answer`: handoffs · `reveal`: see personal data, with a reason · `edit`: content and mandates · `erase` ·
 * `people`: accounts and their sessions · `audit`.
 */
export type Permission = 'read' | 'export' | 'answer' | 'reveal' | 'edit' | 'erase' | 'people' | 'audit';

const PERMISSIONS: Record<Role, readonly Permission[]> = {
  reviewer: ['read'],
  agent: ['read', 'export', 'answer', 'reveal'],
  editor: ['read', 'export', 'edit'],
  admin: ['read', 'export', 'answer', 'reveal', 'edit', 'erase', 'people', 'audit'],
};

export const may = (role: Role, permission: Permission): boolean => PERMISSIONS[role].includes(permission);

export const isRole = (value: unknown): value is Role => ROLES.includes(value as Role);
