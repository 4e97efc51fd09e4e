import { deserialize, serialize } from 'node:v8';

/** The kinds of numbers that models hold. */
const KINDS = {
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
};
type Kind = keyof typeof KINDS;
type Numbers = InstanceType<(typeof KINDS)[Kind]>;

/** Stands for an array in the outline of a model: where it begins, in bytes. */
interface Place {
  kind: Kind;
  at: number;
  length: number;
}

const PLACE = '@array';

/** Every array begins at a multiple of this, as the widest numbers need. */
const STEP = 8;
/** The first of them holds where the outline begins. */
const HEADER = STEP;

const padded = (bytes: number): number => Math.ceil(bytes / STEP) * STEP;

/** A model in one piece: its arrays as they lie in memory, then everything else. */
export function pack(model: unknown): Uint8Array {
  const arrays: { numbers: Numbers; at: number }[] = [];
  let end = HEADER;
  const outline = serialize(
    replace(model, (value) => {
      if (!isNumbers(value)) return undefined;
      const place: Place = { kind: value.constructor.name as Kind, at: end, length: value.length };
      arrays.push({ numbers: value, at: end });
      end = padded(end + value.byteLength);
      return { [PLACE]: place };
    }),
  );
  const packed = new Uint8Array(end + outline.length);
  new DataView(packed.buffer).setUint32(0, end);
  for (const { numbers, at } of arrays)
    packed.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at);
  packed.set(outline, end);
  return packed;
}

/** The model in a piece of memory, without a copy of its arrays: they are views of it. */
export function unpack(bytes: Uint8Array): unknown {
  // Numbers can only be looked at where they are aligned.
  const packed = bytes.byteOffset % STEP === 0 ? bytes : Uint8Array.from(bytes);
  const outline = new DataView(packed.buffer, packed.byteOffset).getUint32(0);
  return replace(deserialize(packed.subarray(outline)), (value) => {
    if (typeof value !== 'object' || value === null || !(PLACE in value)) return undefined;
    const { kind, at, length } = value[PLACE] as Place;
    return new KINDS[kind](packed.buffer as ArrayBuffer, packed.byteOffset + at, length);
  });
}

const isNumbers = (value: unknown): value is Numbers => ArrayBuffer.isView(value) && 'length' in value;

/** A copy of a value in which some parts are others, at any depth; `by` gives nothing for what stays. */
function replace(value: unknown, by: (value: unknown) => unknown): unknown {
  const other = by(value);
  if (other !== undefined) return other;
  if (Array.isArray(value)) return value.map((part) => replace(part, by));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replace(part, by)]));
}
