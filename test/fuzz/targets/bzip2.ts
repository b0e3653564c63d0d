import { deepStrictEqual, ok } from 'node:assert';
import { bunzip2, Bzip2Error } from '#kit/bzip2';
import { splitBytes } from '../../fixtures/walk-tar.ts';
import type { FuzzTarget } from '../target.ts';

const maxOutput = 8 << 20;

/** bzip2 streams: pieces of bounded length, and the same output however the input is cut. */
export const bzip2Target: FuzzTarget = {
  id: 'bzip2',
  files: ['src/kit/bzip2/'],
  errors: [Bzip2Error],
  dictionary: [
    Buffer.from('BZh9'),
    Buffer.from([0x31, 0x41, 0x59, 0x26, 0x53, 0x59]),
    Buffer.from([0x17, 0x72, 0x45, 0x38, 0x50, 0x90]),
  ],
  seeds,
  async run(bytes) {
    const whole = await unpack([bytes]);
    const pieces = await unpack(splitBytes(bytes, Math.max(1 + ((bytes.at(-1) ?? 0) % 64), bytes.length >> 7)));
    deepStrictEqual(pieces.error?.message, whole.error?.message);
    ok(pieces.output.equals(whole.output), 'other output in pieces');
    if (whole.error !== undefined) throw whole.error;
  },
};

async function unpack(chunks: readonly Buffer[]): Promise<{ output: Buffer; error?: Bzip2Error }> {
  async function* source(): AsyncGenerator<Buffer> {
    yield* chunks;
  }
  const output: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of bunzip2(source())) {
      ok(piece.length <= 256 * 1024, 'a piece that is too long');
      output.push(piece);
      length += piece.length;
      if (length > maxOutput) break;
    }
    return { output: Buffer.concat(output) };
  } catch (error) {
    if (!(error instanceof Bzip2Error)) throw error;
    return { output: Buffer.concat(output), error };
  }
}

/** Packed by Python's bz2: a text with a run, nothing, many zeros, runs of every length, and several streams. */
function seeds(): Buffer[] {
  const [text, nothing, zeros, runs] = [
    'QlpoOTFBWSZTWba9TmIAAA1RgAEQQAAiBAiAIAAxDAgj1NGmmWxGw4gxjqI8XckU4UJC2vU5iA==',
    'QlpoORdyRThQkAAAAAA=',
    'QlpoMTFBWSZTWb6piCsAAMRQAMAABAAACCAAMMwFKaYQtiIXi7kinChIX1TEFYA=',
    'QlpoMTFBWSZTWaMXNQEAAAR4AH9+/fv379+4IACJFaQANAAGTTQAAAZKho/1UNAADQxMT1HpNPSaKNPyltz5+JDMVGO3cMUlBkYaceMFFUA4gK4BFjVi' +
      'OI4DnBaylLMJxOWkK4FLxQKRSWlKkKVXkODi1BUxS9ew8PLOKqKVfwWCwtWU8pfYC0WloFQKX664N+LuSKcKEhRi5qAg',
  ].map((base64) => Buffer.from(base64, 'base64')) as [Buffer, Buffer, Buffer, Buffer];
  return [text, nothing, zeros, runs, Buffer.concat([text, nothing, runs])];
}
