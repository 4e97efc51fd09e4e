import type { StaffDatabase } from '../storage/database.ts';

/** After `free` failures each further one doubles the wait, from one second up to `longestMs`. */
interface Patience {
  free: number;
  longestMs: number;
}

const HOUR = 3_600_000;

/**
 * An address that guesses one account, or many, soon waits an hour. An account as such, whoever guesses, waits
 * at most a minute, and not at all from a browser it was used in before: nobody can lock somebody else out.
 */
const PATIENCE = {
  pair: { free: 4, longestMs: HOUR },
  address: { free: 20, longestMs: HOUR },
  account: { free: 20, longestMs: 60_000 },
} satisfies Record<string, Patience>;

/** Failures are forgotten after a day without another. */
const FORGOTTEN_MS = 24 * HOUR;

interface Attempt {
  address: string;
  email: string;
  /** The browser was signed in to this account before. */
  familiar: boolean;
}

/** How long to wait after so many failures, in milliseconds. */
export const delayAfter = (failures: number, { free, longestMs }: Patience): number =>
  failures <= free ? 0 : Math.min(longestMs, 1_000 * 2 ** Math.min(failures - free - 1, 30));

/** Failed sign-ins and how long they make wait; kept, so that neither a restart nor another instance helps. */
export function createAttempts(database: StaffDatabase, now: () => Date) {
  const countersOf = ({ address, email, familiar }: Attempt): { name: string; patience: Patience }[] => {
    const account = email.trim().toLowerCase().slice(0, 254);
    return [
      { name: `pair ${address} ${account}`, patience: PATIENCE.pair },
      { name: `address ${address}`, patience: PATIENCE.address },
      ...(familiar ? [] : [{ name: `account ${account}`, patience: PATIENCE.account }]),
    ];
  };

  return {
    /** Milliseconds until another try is allowed; 0 when it is now. */
    async wait(attempt: Attempt): Promise<number> {
      const counters = countersOf(attempt);
      const rows = await database
        .selectFrom('attempts')
        .selectAll()
        .where(
          'name',
          'in',
          counters.map(({ name }) => name),
        )
        .execute();
      const at = now().getTime();
      const waits = rows.map(({ name, failures, last_at }) => {
        const patience = counters.find((counter) => counter.name === name)?.patience;
        return patience ? last_at + delayAfter(failures, patience) - at : 0;
      });
      return Math.max(0, ...waits);
    },

    async failed(attempt: Attempt): Promise<void> {
      const at = now().getTime();
      await database
        .deleteFrom('attempts')
        .where('last_at', '<', at - FORGOTTEN_MS)
        .execute();
      for (const { name } of countersOf(attempt))
        await database
          .insertInto('attempts')
          .values({ name, failures: 1, last_at: at })
          .onConflict((conflict) =>
            conflict
              .column('name')
              .doUpdateSet((row) => ({ failures: row('attempts.failures', '+', 1), last_at: at })),
          )
          .execute();
    },

    /** A sign-in that worked clears what this address had against this account, and no more. */
    async succeeded(attempt: Attempt): Promise<void> {
      const [pair] = countersOf(attempt);
      if (pair) await database.deleteFrom('attempts').where('name', '=', pair.name).execute();
    },
  };
}

export type Attempts = ReturnType<typeof createAttempts>;
