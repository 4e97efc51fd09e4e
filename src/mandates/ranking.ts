interface Ranked {
  position: number;
  value: number;
}

/** The `capacity` best of all that is offered, best first; of equals, the one offered first. */
export class Ranking {
  readonly #capacity: number;
  #kept: Ranked[] = [];
  /** No value up to this one can still be among the best. */
  #floor = -Infinity;
  /** How many were offered. */
  offered = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Positions must be offered in ascending order. */
  offer(position: number, value: number): void {
    this.offered++;
    if (value <= this.#floor) return;
    this.#kept.push({ position, value });
    if (this.#kept.length > 2 * this.#capacity) this.#prune();
  }

  /** Positions, best first. */
  best(): number[] {
    this.#prune();
    return this.#kept.map(({ position }) => position);
  }

  #prune(): void {
    this.#kept.sort((a, b) => b.value - a.value);
    if (this.#kept.length < this.#capacity) return;
    this.#kept.length = this.#capacity;
    this.#floor = this.#kept.at(-1)?.value ?? Infinity;
  }
}
