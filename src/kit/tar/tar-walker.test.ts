import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extendedHeader, paxRecord, tar, tarHeader } from '../../../test/fixtures/tar-writer.ts';
import type { TarInput } from '../../../test/fixtures/tar-writer.ts';
import { splitBytes, tarVariety, testTarLimits, walkTar } from '../../../test/fixtures/walk-tar.ts';
import type { TarEntry } from './tar-entry.ts';
import { TarError } from './tar-error.ts';
import { headBytes, TarWalker } from './tar-walker.ts';

function failure(run: () => unknown): TarError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(TarError);
    return error as TarError;
  }
  throw new Error('nothing was thrown');
}

describe('entries', () => {
  test('are read with all their fields', () => {
    const [entry] = walkTar([
      tar([{ path: 'usr/bin/x', body: 'abc', mode: 0o4755, uid: 1000, gid: 100, mtime: 1_700_000_000 }]),
    ]);
    expect(entry).toEqual({
      entry: {
        path: 'usr/bin/x',
        type: 'file',
        size: 3,
        mode: 0o4755,
        uid: 1000,
        gid: 100,
        mtime: 1_700_000_000,
        offset: 512,
      },
      body: Buffer.from('abc'),
    });
  });

  test('have the place of their body in the stream, after all their headers', () => {
    const bytes = tar(tarVariety, { format: 'gnu' });
    for (const { entry, body } of walkTar([bytes])) {
      expect(bytes.subarray(entry.offset, entry.offset + entry.size)).toEqual(body);
    }
  });

  test.each(['gnu', 'pax'] as const)('with long names and links are read in the %s form', (format) => {
    const path = `${'a/'.repeat(400)}ä`;
    const linkTarget = 'b/'.repeat(300);
    const [entry, next] = walkTar([tar([{ path, type: 'symlink', linkTarget }, { path: 'next' }], { format })]);
    expect(entry?.entry).toMatchObject({ path, type: 'symlink', linkTarget });
    expect(next?.entry).toMatchObject({ path: 'next', type: 'file' });
    expect(next?.entry).not.toHaveProperty('linkTarget');
  });

  test('take a prefix from ustar, a shorter one from star, none from v7', () => {
    const prefixed = (patch: (header: Buffer) => void, format: 'ustar' | 'v7') =>
      walkTar([
        tar(
          [
            {
              path: 'name',
              patch: (header) => {
                header.write('p'.repeat(155), 345, 'latin1');
                patch(header);
              },
            },
          ],
          { format },
        ),
      ])[0]?.entry.path;
    expect(prefixed(() => {}, 'ustar')).toBe(`${'p'.repeat(155)}/name`);
    expect(prefixed((header) => header.write('tar\0', 508, 'latin1'), 'ustar')).toBe(`${'p'.repeat(131)}/name`);
    expect(prefixed(() => {}, 'v7')).toBe('name');
  });

  test('of GNU format have times where the prefix would be, except those that Go before 1.8 wrote', () => {
    const path = (text: string) =>
      walkTar([tar([{ path: 'name', patch: (header) => header.write(text, 345, 'latin1') }], { format: 'gnu' })])[0]!
        .entry.path;
    expect(path('14524757360\x0014524757361\0')).toBe('name');
    expect(path('usr/share/doc/of/some/depth')).toBe('usr/share/doc/of/some/depth/name');
    expect(path('usr/sh\xe4re/doc/of/some/depth')).toBe('name');
  });

  test('of v7 are directories when their name ends in a slash', () => {
    const v7 = (path: string) => walkTar([tar([{ path, flag: '\0' }], { format: 'v7' })])[0]?.entry.type;
    expect(v7('dir/')).toBe('directory');
    expect(v7('file')).toBe('file');
    expect(walkTar([tar([{ path: 'file/' }])])[0]?.entry.type).toBe('file');
  });

  test('of types that POSIX does not have are other, with their body stepped over', () => {
    const walked = walkTar([tar([{ path: 'volume', flag: 'V', body: 'x' }, { path: 'next' }])], 'skip');
    expect(walked.map(({ entry }) => entry.type)).toEqual(['other', 'file']);
    expect(walkTar([tar([{ path: 'contiguous', flag: '7', body: 'x' }])])[0]?.entry.type).toBe('file');
  });

  test.each(['directory', 'symlink', 'hardlink', 'character', 'block', 'fifo'] as const)(
    'of type %s have no body, whatever their size field says',
    (type) => {
      const bytes = tar([{ path: 'odd', type, size: 100_000, linkTarget: 'x' }, { path: 'next' }]);
      expect(walkTar([bytes]).map(({ entry }) => [entry.path, entry.size])).toEqual([
        ['odd', 0],
        ['next', 0],
      ]);
    },
  );

  test('keep names that are not UTF-8 apart', () => {
    const names = [Buffer.from([0x61, 0xe4]), Buffer.from([0x61, 0xfc]), Buffer.from('aä')];
    const paths = walkTar([tar(names.map((path) => ({ path })))]).map(({ entry }) => entry.path);
    expect(paths).toEqual(['a\udce4', 'a\udcfc', 'aä']);
  });

  test('hold large and negative numbers in base-256', () => {
    const entry = { path: 'big', size: 2 ** 40, mtime: -5, uid: 2 ** 31, gid: 2 ** 21 };
    const bytes = tarHeader(entry, 'gnu');
    const seen: TarEntry[] = [];
    new TarWalker({ entry: (found) => (seen.push(found), 'skip') }, testTarLimits).push(bytes);
    expect(seen[0]).toMatchObject({ size: 2 ** 40, mtime: -5, uid: 2 ** 31, gid: 2 ** 21 });
  });
});

describe('bodies', () => {
  test('that lie in one piece are handed over without a copy', () => {
    const bytes = tar([{ path: 'a', body: 'content' }]);
    const seen: Buffer[] = [];
    new TarWalker({ entry: () => 'collect', body: (_entry, body) => void seen.push(body) }, testTarLimits).push(bytes);
    expect(seen[0]?.buffer).toBe(bytes.buffer);
    expect(seen[0]?.toString()).toBe('content');
  });

  test('that span pieces are put together in one place, one after the other', () => {
    const seen: Buffer[] = [];
    const texts: string[] = [];
    const handler = {
      entry: () => 'collect' as const,
      body: (_entry: TarEntry, body: Buffer) => void (seen.push(body), texts.push(body.toString())),
    };
    const walker = new TarWalker(handler, testTarLimits);
    const sizes = [900, 1000, 700];
    for (const piece of splitBytes(tar(sizes.map((size, at) => ({ path: 'f', body: `${at}`.repeat(size) }))), 100))
      walker.push(piece);
    expect(texts).toEqual(sizes.map((size, at) => `${at}`.repeat(size)));
    expect(new Set(seen.map(({ buffer }) => buffer)).size).toBe(1);
  });

  test('are streamed in pieces with an end, empty ones with an end alone', () => {
    const log: string[] = [];
    const walker = new TarWalker(
      {
        entry: (entry) => (log.push(`entry ${entry.path}`), 'stream'),
        chunk: (_entry, bytes) => void log.push(bytes.toString()),
        finished: (entry) => void log.push(`end ${entry.path}`),
      },
      testTarLimits,
    );
    const bytes = tar([{ path: 'a', body: 'content' }, { path: 'b' }]);
    walker.push(bytes.subarray(0, 515));
    walker.push(bytes.subarray(515));
    walker.end();
    expect(log).toEqual(['entry a', 'con', 'tent', 'end a', 'entry b', 'end b']);
  });

  test('can be wished for one by one', () => {
    const bodies: string[] = [];
    const walker = new TarWalker(
      {
        entry: (entry) => (entry.path === 'b' ? 'collect' : 'skip'),
        body: (entry, bytes) => void bodies.push(`${entry.path}:${bytes.toString()}`),
      },
      testTarLimits,
    );
    walker.push(tar(['a', 'b', 'c'].map((path) => ({ path, body: path.repeat(600) }))));
    walker.end();
    expect(bodies).toEqual([`b:${'b'.repeat(600)}`]);
  });
});

describe('peeking', () => {
  const wishes: Record<string, 'skip' | 'collect' | 'stream'> = { s: 'skip', c: 'collect', t: 'stream' };

  /** What a handler sees that decides by the first byte. */
  function peekAt(chunks: readonly Buffer[]): string[] {
    const log: string[] = [];
    const pieces: Buffer[] = [];
    const walker = new TarWalker(
      {
        entry: () => 'peek',
        head: (entry, bytes) => {
          log.push(`head ${entry.path} ${bytes.toString()}`);
          return wishes[bytes.toString()[0] ?? 'c']!;
        },
        body: (entry, bytes) => void log.push(`body ${entry.path} ${crc32(bytes)}`),
        chunk: (_entry, bytes) => void pieces.push(Buffer.from(bytes)),
        finished: (entry) => void log.push(`streamed ${entry.path} ${crc32(Buffer.concat(pieces.splice(0)))}`),
      },
      testTarLimits,
    );
    for (const chunk of chunks) walker.push(chunk);
    walker.end();
    return log;
  }

  const bodies = [
    's',
    'c',
    't',
    'c23',
    'c2345678',
    't23456789',
    's'.repeat(600),
    'c'.repeat(5000),
    't'.repeat(5000),
    '',
  ];
  const bytes = tar(bodies.map((body, at) => ({ path: `f${at}`, body })));
  const expected = bodies.flatMap((body, at) => {
    const head = `head f${at} ${body.slice(0, headBytes)}`;
    const wish = wishes[body[0] ?? 'c'];
    if (wish === 'skip') return [head];
    return [head, `${wish === 'collect' ? 'body' : 'streamed'} f${at} ${crc32(body)}`];
  });

  test('shows the first bytes once, and they are part of the body all the same', () => {
    expect(peekAt([bytes])).toEqual(expected);
  });

  test.each([1, 2, 3, 7, 8, 9, 511, 513, 1000])('does the same however the input is cut: %i', (size) => {
    expect(peekAt(splitBytes(bytes, size))).toEqual(expected);
  });

  test('without an answer is skipping', () => {
    const walker = new TarWalker({ entry: () => 'peek' }, testTarLimits);
    walker.push(bytes);
    walker.end();
  });

  test('cannot collect more than the limit either', () => {
    const walker = new TarWalker({ entry: () => 'peek', head: () => 'collect' }, { ...testTarLimits, collectBytes: 5 });
    expect(failure(() => walker.push(tar([{ path: 'a', body: '123456' }]))).code).toBe('body-too-large');
  });

  test('at the end of a truncated archive is told as truncation', () => {
    const start = tar([{ path: 'a', body: 'x'.repeat(20) }]);
    for (const length of [512, 515, 520, 525]) {
      expect(failure(() => peekAt([start.subarray(0, length)])).code, String(length)).toBe('truncated');
    }
  });
});

describe('the cut of the input', () => {
  test.each(['gnu', 'pax'] as const)('does not matter at any size of piece (%s)', (format) => {
    const bytes = tar(tarVariety, { format });
    const whole = walkTar([bytes]);
    expect(whole).toHaveLength(tarVariety.length);
    for (const size of [1, 2, 3, 7, 511, 512, 513, 1000, 4096]) expect(walkTar(splitBytes(bytes, size))).toEqual(whole);
    expect(walkTar(splitBytes(bytes, 100), 'stream')).toEqual(whole);
  });

  test('does not matter for generated archives', () => {
    const entry = fc.record({
      path: fc.string({ minLength: 1, maxLength: 300, unit: fc.constantFrom('a', 'é', '/', '.', '语') }),
      body: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
      mtime: fc.integer({ min: 0, max: 2 ** 32 }),
    });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 6 }),
        fc.constantFrom('gnu' as const, 'pax' as const),
        fc.array(fc.nat(12_000)),
        (entries, format, cuts) => {
          const bytes = tar(entries, { format });
          const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b), bytes.length];
          const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
          const walked = walkTar(chunks);
          expect(walked.map(({ entry: { path, mtime }, body }) => ({ path, body, mtime }))).toEqual(entries);
          expect(walked).toEqual(walkTar([bytes]));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('the end', () => {
  const entries: TarInput[] = [{ path: 'a', body: 'abc' }];

  test.each([0, 1, 2, 20])('may have %i blocks of zeros', (endBlocks) => {
    expect(walkTar([tar(entries, { endBlocks })])).toHaveLength(1);
  });

  test('may lack the last padding, and may be followed by anything', () => {
    expect(walkTar([tar(entries, { endBlocks: 0 }).subarray(0, 515)])).toHaveLength(1);
    expect(walkTar([tar(entries), Buffer.from('garbage'), tar(entries)])).toHaveLength(1);
  });

  test('of an empty input is the end of an empty archive', () => {
    expect(walkTar([])).toEqual([]);
  });

  test('inside a header, a body or a chain of headers is told as truncation', () => {
    const bytes = tar([{ path: 'a'.repeat(300), body: Buffer.alloc(2000) }], { endBlocks: 0 });
    for (const length of [1, 511, 512, 700, 1024, 1025, 1536, 1537, 3535]) {
      expect(
        failure(() => walkTar([bytes.subarray(0, length)])),
        String(length),
      ).toMatchObject({ code: 'truncated', offset: length });
    }
    expect(walkTar([bytes.subarray(0, 3536)])).toHaveLength(1);
  });

  test('after an extended header with the end marker is an end', () => {
    expect(walkTar([Buffer.concat([extendedHeader('L', Buffer.from('x\0')), Buffer.alloc(1024)])])).toEqual([]);
  });

  test('is not one block of zeros with headers after it', () => {
    const bytes = Buffer.concat([tar(entries, { endBlocks: 1 }), tar(entries)]);
    expect(failure(() => walkTar([bytes]))).toMatchObject({ code: 'lone-zero-block', offset: 1536 });
  });
});

describe('limits', () => {
  const many = tar(Array.from({ length: 11 }, (_, index) => ({ path: `f${index}` })));

  test('count headers', () => {
    expect(walkTar([many], 'skip', { entries: 11 })).toHaveLength(11);
    expect(failure(() => walkTar([many], 'skip', { entries: 10 }))).toMatchObject({
      code: 'too-many-entries',
      offset: 5120,
    });
  });

  test('count extended headers too', () => {
    const chain = Array.from({ length: 11 }, () => extendedHeader('x', paxRecord('a', 'b')));
    expect(failure(() => walkTar(chain, 'skip', { entries: 10 })).code).toBe('too-many-entries');
  });

  test.each(['gnu', 'pax'] as const)('hold for paths and link targets in bytes (%s)', (format) => {
    const path = 'ä'.repeat(100);
    const bytes = tar([{ path }], { format });
    expect(walkTar([bytes], 'skip', { pathBytes: 200 })).toHaveLength(1);
    expect(failure(() => walkTar([bytes], 'skip', { pathBytes: 199 })).code).toBe('path-too-long');
    const link = tar([{ path: 'a', type: 'symlink', linkTarget: path }], { format });
    expect(failure(() => walkTar([link], 'skip', { pathBytes: 199 })).code).toBe('path-too-long');
  });

  test('hold for extended headers before their body is read', () => {
    for (const flag of ['x', 'g', 'L', 'K']) {
      const header = tarHeader({ path: 'a', flag, size: 2 ** 33 - 1 }, 'gnu');
      expect(failure(() => walkTar([header])).code, flag).toBe('header-too-large');
    }
  });

  test('hold for collected bodies, and not for others', () => {
    const bytes = tar([{ path: 'a', body: Buffer.alloc(2000) }]);
    expect(walkTar([bytes], 'collect', { collectBytes: 2000 })).toHaveLength(1);
    expect(failure(() => walkTar([bytes], 'collect', { collectBytes: 1999 })).code).toBe('body-too-large');
    expect(walkTar([bytes], 'stream', { collectBytes: 0 })).toHaveLength(1);
  });

  test('hold for the whole input, its end included', () => {
    expect(walkTar([many], 'skip', { totalBytes: many.length })).toHaveLength(11);
    expect(failure(() => walkTar([many, Buffer.alloc(1)], 'skip', { totalBytes: many.length })).code).toBe('too-large');
  });
});
