import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { bunzip2 } from './bunzip2.ts';
import { Bzip2Error } from './bzip2-error.ts';

/** Packed by Python's bz2, which stands on libbzip2. */
const packed = {
  words: Buffer.from('QlpoOTFBWSZTWba9TmIAAA1RgAEQQAAiBAiAIAAxDAgj1NGmmWxGw4gxjqI8XckU4UJC2vU5iA==', 'base64'),
  nothing: Buffer.from('QlpoORdyRThQkAAAAAA=', 'base64'),
};

const hasTool = spawnSync('bzip2', ['--version'], { input: '' }).status === 0;

function pack(bytes: Buffer, level = 9): Buffer {
  const { status, stdout } = spawnSync('bzip2', [`-${level}`], { input: bytes, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error('bzip2 failed');
  return stdout;
}

async function unpack(bytes: Buffer, size = 70_000): Promise<Buffer> {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  return Buffer.concat(await Array.fromAsync(bunzip2(pieces())));
}

/** The same numbers in every run. */
function noise(length: number, values: number): Buffer {
  let state = 1;
  return Buffer.from(Array.from({ length }, () => (state = (state * 48_271) % 2_147_483_647) % values));
}

describe('what Python packed', () => {
  test('is unpacked, in pieces of any size', async () => {
    for (const size of [1, 7, 1000]) {
      expect((await unpack(packed.words, size)).toString()).toBe(`${'seawall '.repeat(3)}aaaaaaaaaa\n`);
    }
    expect(await unpack(packed.nothing)).toEqual(Buffer.alloc(0));
  });

  test('several streams are one content', async () => {
    const { words, nothing } = packed;
    const text = `${'seawall '.repeat(3)}aaaaaaaaaa\n`;
    expect((await unpack(Buffer.concat([words, nothing, words]), 5)).toString()).toBe(text + text);
  });
});

describe.skipIf(!hasTool)('what the bzip2 tool packed', () => {
  const cases: [what: string, bytes: Buffer][] = [
    ['every byte', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
    ['one byte', Buffer.from('x')],
    ['runs of every length up to 600', Buffer.concat(Array.from({ length: 600 }, (_, at) => Buffer.alloc(at, at)))],
    ['noise', noise(300_000, 256)],
    ['few values, several blocks', noise(350_000, 3)],
    ['text', Buffer.from('<criterion comment="bind is earlier than 30:9.3.3-8.el5"/>\n'.repeat(9000))],
    ['zeros, far more than they are packed', Buffer.alloc(5_000_000)],
  ];
  test.each(cases)('%s', async (_, bytes) => {
    for (const level of [1, 9]) expect((await unpack(pack(bytes, level))).equals(bytes)).toBe(true);
  });

  test('a bomb comes in small pieces, and ends when nobody wants more', async () => {
    const bomb = pack(Buffer.alloc(60_000_000));
    expect(bomb.length).toBeLessThan(100);
    let ended = false;
    async function* source(): AsyncGenerator<Buffer> {
      try {
        yield bomb;
        yield bomb;
      } finally {
        ended = true;
      }
    }
    for await (const piece of bunzip2(source())) {
      expect(piece.length).toBeLessThanOrEqual(256 * 1024);
      break;
    }
    expect(ended).toBe(true);
  });

  test('no damaged bit changes what comes out', async () => {
    const text = Buffer.from('bind is earlier than 30:9.3.3-8.el5, httpd than 2.4\n'.repeat(40));
    const whole = pack(text);
    let refused = 0;
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const damaged = Buffer.from(whole);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      const outcome = await unpack(damaged).catch((error: unknown) => error);
      // Some bits mean nothing: what fills the last byte, the level, lengths of codes that nothing is written in.
      if (outcome instanceof Buffer) expect(outcome.equals(text)).toBe(true);
      else {
        expect(outcome).toBeInstanceOf(Bzip2Error);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(whole.length * 7);
  });
});

describe('what is refused', () => {
  const { words } = packed;
  test('data cut off anywhere', async () => {
    for (let length = 0; length < words.length; length++)
      await expect(unpack(words.subarray(0, length))).rejects.toBeInstanceOf(Bzip2Error);
  });

  const changed = (at: number, byte: number): Buffer => {
    const bytes = Buffer.from(words);
    bytes[at] = byte;
    return bytes;
  };
  const cases: [what: string, bytes: Buffer, why: RegExp][] = [
    ['another format', Buffer.from('PK\x03\x04 and so on'), /no bzip2 stream/],
    ['level 0', changed(3, 0x30), /no bzip2 stream/],
    ['another mark', changed(4, 0), /a block does not begin/],
    ['another checksum of the block', changed(10, 0), /the checksum of a block/],
    ['another checksum of the stream', changed(words.length - 2, 0), /the checksum of the stream/],
    ['a randomised block', changed(14, 0x80), /randomised/],
    ['a start outside of the block', changed(15, 0xff), /begins outside/],
    ['something behind it', Buffer.concat([words, Buffer.from('more')]), /followed by something else/],
  ];
  test.each(cases)('%s', async (_, bytes, why) => {
    await expect(unpack(bytes)).rejects.toThrow(why);
  });
});
