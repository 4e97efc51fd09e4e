/** The `capacity` best of all that is offered, best first; of equals, the one offered first. */
export class Ranking {
  readonly #capacity: number;
  readonly #positions: number[] = [];
  readonly #values: number[] = [];
  /** How many were offered. */
  offered = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  offer(position: number, value: number): void {
    this.offered++;
    const { length } = this.#values;
    if (length >= this.#capacity && !(value > (this.#values[length - 1] ?? Infinity))) return;
    let place = length;
    while (place > 0 && value > (this.#values[place - 1] as number)) place--;
    this.#positions.splice(place, 0, position);
    this.#values.splice(place, 0, value);
    if (length === this.#capacity) {
      this.#positions.pop();
      this.#values.pop();
    }
  }

  /** Positions, best first. */
  get best(): readonly number[] {
    return this.#positions;
  }
}
