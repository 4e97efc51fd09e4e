import type { Generated } from 'kysely';

/** Times are milliseconds since 1970, ids and tokens are kept as hashes where they open a door. */
export interface Tables {
  accounts: {
    id: Generated<number>;
    /** `local`, or the issuer of an identity provider. */
    provider: string;
    /** The e-mail in lower case, or the provider's own id of the person. */
    subject: string;
    email: string;
    name: string;
    role: string;
    password: string | null;
    disabled_at: number | null;
    created_at: number;
  };
  invitations: { token_hash: string; account_id: number; expires_at: number };
  sessions: {
    id_hash: string;
    account_id: number;
    created_at: number;
    seen_at: number;
    /** Browser and system in words, empty when they are not known. */
    browser: string;
    /** When its holder last gave the password, or came back from the identity provider. */
    confirmed_at: number;
  };
  attempts: { name: string; failures: number; last_at: number };
  content_versions: { number: number; at: number; author: string; summary: string; overlay: string };
  drafts: { id: string; author: string; at: number; draft: string };
  set_aside: { conversation_id: string; seq: number; by: string; at: number };
}
