import { deepStrictEqual } from 'node:assert';
import { crc32 } from 'node:zlib';
import { indexTar, readTar, TarError, TarWalker } from '#kit/tar';
import type { TarEntry, TarLimits } from '#kit/tar';
import { extendedHeader, paxRecord, tar, tarHeader, withChecksum } from '../../fixtures/tar-writer.ts';
import { splitBytes, tarVariety } from '../../fixtures/walk-tar.ts';
import type { FuzzTarget } from '../target.ts';

const limits: TarLimits = { entries: 200, pathBytes: 1024, collectBytes: 8192, headerBytes: 4096, totalBytes: 1 << 20 };

/** What one way of reading made of an input. */
interface Reading {
  entries: TarEntry[];
  /** Checksums. */
  bodies: number[];
  code: string;
}

/** The three ways to read a tar agree on every input, and the push form however the input is cut. */
export const tarTarget: FuzzTarget = {
  id: 'tar',
  files: ['src/kit/tar/'],
  errors: [TarError],
  dictionary: [
    'ustar\x0000',
    'ustar  \0',
    'tar\0',
    '././@LongLink',
    'path=',
    'linkpath=',
    'size=',
    'mtime=',
    'uid=',
    '\n',
    '/',
    'GNU.sparse.major=1',
    'GNU.sparse.map=',
    'GNU.sparse.name=',
    '30 mtime=1350244992.023960108\n',
    '0000000',
    '77777777777\0',
    'x',
    'g',
    'L',
    'K',
    'S',
    '5',
    Buffer.of(0x80),
    Buffer.of(0xff),
  ],
  seeds,
  repair,
  async run(bytes) {
    const whole = push([bytes]);
    const size = 1 + (bytes[0] ?? 0) * 3;
    agree(push(splitBytes(bytes, size)), whole, `in pieces of ${size}`);
    // The slow forms stand on the same header reader: every fourth input shows enough.
    if (crc32(bytes) % 4 !== 0) return;
    agree(await pull(splitBytes(bytes, size)), whole, 'in the pull form');
    const index = await byPosition(bytes);
    // It has all or nothing, and no bodies.
    agree(index, { ...whole, entries: index.code === '' ? whole.entries : [], bodies: [] }, 'in the index');
  },
};

function agree(reading: Reading, wanted: Reading, how: string): void {
  // Quicker than a deep comparison, and the fields have the same order.
  if (JSON.stringify(reading) === JSON.stringify(wanted)) return;
  deepStrictEqual(reading, wanted, `differs ${how}`);
  throw new Error(`differs ${how} in the order of fields`);
}

function seeds(): Buffer[] {
  const sparse = { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.name': 'real' };
  const oldSparse = (header: Buffer): void => void (header[482] = 1);
  return [
    tar(tarVariety.slice(0, 3), { format: 'v7' }),
    tar(tarVariety.slice(2, 5), { format: 'ustar' }),
    tar(tarVariety.slice(5, 9), { format: 'pax' }),
    tar(tarVariety.slice(8, 10), { format: 'gnu' }),
    tar([{ path: 'a', body: 'abc', pax: { path: 'b', size: '3', mtime: '1.5', uid: '7', ...sparse } }]),
    tar([{ path: 'a', body: 'abc', pax: { 'GNU.sparse.map': '0,3', 'SCHILY.xattr.user.a': 'v' } }]),
    Buffer.concat([tarHeader({ path: 's', flag: 'S', patch: oldSparse }, 'gnu'), Buffer.alloc(512)]),
    Buffer.concat([extendedHeader('g', paxRecord('comment', 'x')), tar([{ path: 'after' }])]),
    tar([{ path: Buffer.from([0x61, 0xff]), uid: 2 ** 33, mtime: -1 }], { format: 'gnu' }),
    tar([{ path: 'old', patch: (header) => header.write('go/prefix/before/1.8', 345) }], { format: 'gnu' }),
  ];
}

/** Checksums of all blocks that look like headers. */
function repair(bytes: Buffer): void {
  for (let at = 0; at + 512 <= bytes.length; at += 512) {
    if (bytes[at] !== 0 && bytes[at + 156] !== undefined && bytes[at + 100] === 0x30)
      withChecksum(bytes.subarray(at, at + 512));
  }
}

function push(chunks: readonly Buffer[]): Reading {
  const reading: Reading = { entries: [], bodies: [], code: '' };
  const add = (_entry: TarEntry, piece: Buffer): void => {
    reading.bodies[reading.bodies.length - 1] = crc32(piece, reading.bodies.at(-1));
  };
  const walker = new TarWalker(
    {
      entry: (entry) => {
        reading.entries.push(entry);
        reading.bodies.push(0);
        return entry.size <= limits.collectBytes && entry.mode !== 0 ? 'collect' : 'stream';
      },
      body: add,
      chunk: add,
    },
    limits,
  );
  try {
    for (const chunk of chunks) walker.push(chunk);
    walker.end();
  } catch (error) {
    reading.code = declared(error);
  }
  return withoutLast(reading);
}

async function pull(chunks: readonly Buffer[]): Promise<Reading> {
  const reading: Reading = { entries: [], bodies: [], code: '' };
  async function* source(): AsyncGenerator<Buffer, void, void> {
    yield* chunks;
  }
  try {
    for await (const { entry, body } of readTar(source(), limits)) {
      reading.entries.push(entry);
      reading.bodies.push(0);
      for await (const piece of body) reading.bodies[reading.bodies.length - 1] = crc32(piece, reading.bodies.at(-1));
    }
  } catch (error) {
    reading.code = declared(error);
  }
  return withoutLast(reading);
}

async function byPosition(bytes: Buffer): Promise<Reading> {
  const reading: Reading = { entries: [], bodies: [], code: '' };
  try {
    reading.entries = await indexTar(async (at, length) => bytes.subarray(at, at + length), bytes.length, limits);
  } catch (error) {
    reading.code = declared(error);
  }
  return reading;
}

/** A body that is cut off is handed over in part by some forms and not at all by others. */
function withoutLast(reading: Reading): Reading {
  if (reading.code !== '') reading.bodies.pop();
  return reading;
}

function declared(error: unknown): string {
  if (!(error instanceof TarError)) throw error;
  return error.code;
}
