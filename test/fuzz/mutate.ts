import type { Random } from './random.ts';

/** What a mutation may use besides the input. */
export interface MutationContext {
  random: Random;
  /** Another input of the corpus, for splices. */
  other: Buffer;
  dictionary: readonly Buffer[];
  maxBytes: number;
}

type Mutation = (input: Buffer, context: MutationContext) => Buffer;

const interesting = [
  0, 1, 0x7f, 0x80, 0xff, 0x100, 0x1ff, 0x200, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff,
];

/** A changed copy of the input: one to eight random mutations on top of each other. */
export function mutate(input: Buffer, context: MutationContext): Buffer {
  let output: Buffer = Buffer.from(input);
  for (let count = 1 << context.random.below(4); count > 0; count -= 1) {
    output = context.random.pick(mutations)(output, context);
  }
  return output.subarray(0, context.maxBytes);
}

const mutations: readonly Mutation[] = [
  flipBit,
  setByte,
  addToByte,
  writeInteger,
  writeDigits,
  deleteBlock,
  insertBlock,
  overwriteBlock,
  repeatBlock,
  splice,
  insertWord,
  overwriteWord,
  truncate,
];

function flipBit(input: Buffer, { random }: MutationContext): Buffer {
  const at = random.below(input.length);
  if (input.length > 0) input[at] = (input[at] ?? 0) ^ (1 << random.below(8));
  return input;
}

function setByte(input: Buffer, { random }: MutationContext): Buffer {
  if (input.length > 0) input[random.below(input.length)] = random.below(256);
  return input;
}

function addToByte(input: Buffer, { random }: MutationContext): Buffer {
  const at = random.below(input.length);
  if (input.length > 0) input[at] = (input[at] ?? 0) + random.below(71) - 35;
  return input;
}

function writeInteger(input: Buffer, { random }: MutationContext): Buffer {
  const size = 1 << random.below(3);
  if (input.length < size) return input;
  const value = random.pick(interesting) % 2 ** (8 * size);
  const at = random.below(input.length - size + 1);
  if (random.below(2) === 0) input.writeUIntLE(value, at, size);
  else input.writeUIntBE(value, at, size);
  return input;
}

/** Text formats write their lengths and numbers as digits. */
function writeDigits(input: Buffer, { random }: MutationContext): Buffer {
  const base = random.pick([8, 10, 16]);
  const text = (random.pick(interesting) + random.below(3) - 1).toString(base);
  return overwrite(input, Buffer.from(text), random.below(input.length + 1));
}

function deleteBlock(input: Buffer, { random }: MutationContext): Buffer {
  const [start, end] = someBlock(input, random);
  return Buffer.concat([input.subarray(0, start), input.subarray(end)]);
}

function insertBlock(input: Buffer, { random }: MutationContext): Buffer {
  const [start, end] = someBlock(input, random);
  return insert(input, input.subarray(start, end), random.below(input.length + 1));
}

function overwriteBlock(input: Buffer, { random }: MutationContext): Buffer {
  const [start, end] = someBlock(input, random);
  return overwrite(input, Buffer.from(input.subarray(start, end)), random.below(input.length + 1));
}

function repeatBlock(input: Buffer, { random }: MutationContext): Buffer {
  const [start, end] = someBlock(input, random);
  const copies = Array.from({ length: 1 + random.below(8) }, () => input.subarray(start, end));
  return insert(input, Buffer.concat(copies), end);
}

function splice(input: Buffer, { random, other }: MutationContext): Buffer {
  const [start, end] = someBlock(other, random);
  const at = random.below(input.length + 1);
  const skip = random.below(2) === 0 ? 0 : end - start;
  return Buffer.concat([input.subarray(0, at), other.subarray(start, end), input.subarray(at + skip)]);
}

function insertWord(input: Buffer, { random, dictionary }: MutationContext): Buffer {
  return dictionary.length === 0 ? input : insert(input, random.pick(dictionary), random.below(input.length + 1));
}

function overwriteWord(input: Buffer, { random, dictionary }: MutationContext): Buffer {
  return dictionary.length === 0 ? input : overwrite(input, random.pick(dictionary), random.below(input.length + 1));
}

function truncate(input: Buffer, { random }: MutationContext): Buffer {
  // Rarely: most of what a parser does needs the rest.
  return random.below(4) === 0 ? input.subarray(0, random.below(input.length + 1)) : input;
}

/** Start and end of a random block, of a size that is often small and sometimes a sector. */
function someBlock(input: Buffer, random: Random): [number, number] {
  const wanted = random.pick([1, 2, 4, 8, 16, 64, 512, 1024, input.length]);
  const start = random.below(input.length + 1);
  const aligned = wanted === 512 || wanted === 1024 ? start - (start % 512) : start;
  return [aligned, Math.min(aligned + wanted, input.length)];
}

function insert(input: Buffer, bytes: Buffer, at: number): Buffer {
  return Buffer.concat([input.subarray(0, at), bytes, input.subarray(at)]);
}

function overwrite(input: Buffer, bytes: Buffer, at: number): Buffer {
  bytes.copy(input, at);
  return input;
}
