/**
 * Room to add up skills by position. It belongs to the index and serves every match anew, since a match runs to its end
 * before the next begins: taking fresh megabytes each time would keep the garbage collector busier than the match.
 */
export interface Scratch {
  readonly scores: Float64Array;
  readonly best: Float64Array;
  readonly share: Float64Array;
  readonly seen: Uint8Array;
}

export const scratchFor = (size: number): Scratch => ({
  scores: new Float64Array(size),
  best: new Float64Array(size),
  share: new Float64Array(size),
  seen: new Uint8Array(size),
});
