import { describe, expect, test } from 'vitest';
import { extendedHeader, padded, paxRecord, tar, tarHeader, withChecksum } from '../../../test/fixtures/tar-writer.ts';
import { splitBytes, walkTar } from '../../../test/fixtures/walk-tar.ts';
import { TarError } from './tar-error.ts';

function failure(run: () => unknown): TarError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(TarError);
    return error as TarError;
  }
  throw new Error('nothing was thrown');
}

describe('extended headers', () => {
  test('override names, size, owner and time', () => {
    const pax = { path: 'real', size: '3', uid: '4000000000', gid: '5', mtime: '1700000000.25' };
    const [entry] = walkTar([tar([{ path: 'short', size: 0, body: 'abc', pax }])]);
    expect(entry?.body.toString()).toBe('abc');
    expect(entry?.entry).toMatchObject({ path: 'real', uid: 4_000_000_000, gid: 5, mtime: 1_700_000_000.25 });
  });

  test('that give a size over a header of size 0 keep the stream in step', () => {
    const inner = tar([{ path: 'smuggled' }]);
    const walked = walkTar([
      tar([{ path: 'a', size: 0, body: inner, pax: { size: String(inner.length) } }, { path: 'b' }]),
    ]);
    expect(walked.map(({ entry }) => entry.path)).toEqual(['a', 'b']);
  });

  test('count as the last one says, in whole', () => {
    const bytes = Buffer.concat([
      extendedHeader('x', paxRecord('path', 'first')),
      extendedHeader('x', Buffer.concat([paxRecord('mtime', '7'), paxRecord('mtime', '8')])),
      tar([{ path: 'own' }]),
    ]);
    expect(walkTar([bytes])[0]?.entry).toMatchObject({ path: 'own', mtime: 8 });
  });

  test('with an empty value leave the field of the header', () => {
    expect(walkTar([tar([{ path: 'own', pax: { path: '', mtime: '' }, mtime: 3 }])])[0]?.entry).toMatchObject({
      path: 'own',
      mtime: 3,
    });
  });

  test('give way to GNU long names', () => {
    const bytes = Buffer.concat([
      extendedHeader('L', Buffer.from('gnu\0')),
      extendedHeader('x', paxRecord('path', 'pax')),
      tar([{ path: 'own' }, { path: 'next' }]),
    ]);
    expect(walkTar([bytes]).map(({ entry }) => entry.path)).toEqual(['gnu', 'next']);
  });

  test('that are global change no entry, and end what stands before them, as for the engines', () => {
    const records = Buffer.concat([paxRecord('path', 'global'), paxRecord('size', '9'), paxRecord('comment', 'x')]);
    const bytes = Buffer.concat([
      extendedHeader('L', Buffer.from('long\0')),
      extendedHeader('g', records),
      tar([{ path: 'a', body: 'abc' }, { path: 'b' }]),
    ]);
    expect(walkTar([bytes]).map(({ entry }) => [entry.path, entry.size])).toEqual([
      ['a', 3],
      ['b', 0],
    ]);
  });

  test('with keywords of Object.prototype are harmless', () => {
    const pax = { __proto__: 'x', constructor: 'y', 'GNU.sparse.__proto__': 'z', 'SCHILY.xattr.user.a': 'v' };
    expect(walkTar([tar([{ path: 'a', pax }])])[0]?.entry).toMatchObject({ path: 'a', type: 'file' });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test.each([
    ['without a length', Buffer.from(' path=x\n')],
    ['with a length that is too short', Buffer.from('5 path=x\n')],
    ['with a length over the end', Buffer.from('99 path=x\n')],
    ['with a huge length', Buffer.from('99999999999999999999 path=x\n')],
    ['of length 0', Buffer.from('0 a=b\n')],
    ['without a newline', Buffer.from('9 path=xy')],
    ['without an equals sign', Buffer.from('8 pathx\n')],
    ['without a keyword', Buffer.from('5 =x\n')],
    ['with a NUL in a name', paxRecord('path', 'a\0b')],
    ['with a size that is none', paxRecord('size', '0x10')],
    ['with a negative size', paxRecord('size', '-1')],
    ['with a time that is none', paxRecord('mtime', '1e5')],
  ])('with a record %s are refused', (_what, records) => {
    const bytes = Buffer.concat([
      tar([{ path: 'ok' }], { endBlocks: 0 }),
      extendedHeader('x', records),
      tar([{ path: 'a' }]),
    ]);
    expect(failure(() => walkTar([bytes]))).toMatchObject({ code: 'bad-pax', offset: 512 });
  });
});

describe('sparse files', () => {
  const extended = (last: boolean): Buffer => {
    const block = Buffer.alloc(512, 0x30);
    block[504] = last ? 0 : 1;
    return block;
  };

  test('of the old GNU form are told, with the blocks of their map stepped over', () => {
    const patch = (header: Buffer): void => {
      header[482] = 1;
    };
    const bytes = Buffer.concat([
      tarHeader({ path: 'holes', flag: 'S', size: 1000, patch }, 'gnu'),
      extended(false),
      extended(true),
      padded(Buffer.alloc(1000, 1)),
      tar([{ path: 'next' }]),
    ]);
    const walked = walkTar(splitBytes(bytes, 700));
    expect(walked.map(({ entry: { path, type, size, offset } }) => ({ path, type, size, offset }))).toEqual([
      { path: 'holes', type: 'sparse', size: 1000, offset: 1536 },
      { path: 'next', type: 'file', size: 0, offset: 3072 },
    ]);
  });

  test.each([
    ['0.0', { 'GNU.sparse.size': '9999', 'GNU.sparse.offset': '0', 'GNU.sparse.numbytes': '3' }, 'stored'],
    ['0.1', { 'GNU.sparse.map': '0,3', 'GNU.sparse.name': 'real', 'GNU.sparse.size': '9999' }, 'real'],
    ['1.0', { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.name': 'real' }, 'real'],
  ])('of PAX form %s are told, under their real name', (_version, pax, path) => {
    const walked = walkTar([tar([{ path: 'stored', body: 'abc', pax }, { path: 'next' }])]);
    expect(walked.map(({ entry }) => [entry.path, entry.type, entry.size])).toEqual([
      [path, 'sparse', 3],
      ['next', 'file', 0],
    ]);
  });

  test('of the old form take no notice of PAX sparse records, and other types only of the name', () => {
    const pax = { 'GNU.sparse.map': '0,3', 'GNU.sparse.name': 'real' };
    expect(walkTar([tar([{ path: 'old', flag: 'S', pax }], { format: 'gnu' })])[0]?.entry).toMatchObject({
      path: 'old',
      type: 'sparse',
    });
    expect(walkTar([tar([{ path: 'stored', flag: 'V', pax }])])[0]?.entry).toMatchObject({
      path: 'real',
      type: 'other',
    });
  });

  test('of an unknown version are ordinary files, as for the engines', () => {
    const pax = { 'GNU.sparse.major': '7', 'GNU.sparse.minor': '0', 'GNU.sparse.name': 'real' };
    expect(walkTar([tar([{ path: 'stored', pax }])])[0]?.entry).toMatchObject({ path: 'stored', type: 'file' });
  });

  test('are refused where their layout is not known or makes no sense', () => {
    const star = tar([{ path: 'holes', flag: 'S' }], { format: 'ustar' });
    expect(failure(() => walkTar([star])).code).toBe('bad-sparse');
    const folder = tar([{ path: 'd', type: 'directory', pax: { 'GNU.sparse.map': '0,3' } }]);
    expect(failure(() => walkTar([folder])).code).toBe('bad-sparse');
  });

  test('with a map that does not end are refused', () => {
    const header = tarHeader({ path: 'holes', flag: 'S', patch: (block) => void (block[482] = 1) }, 'gnu');
    const endless = [header, ...Array.from({ length: 20 }, () => extended(false))];
    expect(failure(() => walkTar(endless, 'skip', { headerBytes: 4096 })).code).toBe('header-too-large');
    expect(failure(() => walkTar(endless)).code).toBe('truncated');
  });
});

describe('hostile headers', () => {
  test('with a wrong checksum are refused, with their place', () => {
    const bytes = tar([{ path: 'a', body: 'x' }, { path: 'b' }]);
    bytes[1024] = 0x63;
    expect(failure(() => walkTar([bytes]))).toMatchObject({ code: 'bad-checksum', offset: 1024 });
    expect(failure(() => walkTar([bytes])).message).toBe('header with a wrong checksum at byte 1024');
  });

  test('with the checksum of signed bytes are read', () => {
    const bytes = tar([{ path: 'ä' }]);
    const sum = bytes.subarray(0, 148).reduce((all, byte) => all + ((byte << 24) >> 24), 0);
    const rest = bytes.subarray(156, 512).reduce((all, byte) => all + ((byte << 24) >> 24), 0);
    bytes.write((sum + rest + 8 * 32).toString(8).padStart(6, '0') + '\0 ', 148, 'latin1');
    expect(walkTar([bytes])[0]?.entry.path).toBe('ä');
  });

  test.each([
    ['an octal field with other text', (header: Buffer) => header.write('0000008\0', 100)],
    ['a number with text after it', (header: Buffer) => header.write('77 7\0', 108)],
    ['a size that is negative', (header: Buffer) => header.fill(0xff, 124, 136)],
    ['a size beyond 2^53', (header: Buffer) => header.fill(0x7f, 125, 136).fill(0x80, 124, 125)],
  ])('with %s are refused', (_what, patch) => {
    const bytes = tar([{ path: 'a', patch: (header) => void patch(header) }]);
    expect(failure(() => walkTar([bytes]))).toMatchObject({ code: 'bad-number', offset: 0 });
  });

  test('may fill a field to its end, or leave it blank', () => {
    const patch = (header: Buffer): void => {
      header.write('00000000003 ', 124);
      header.fill(' ', 108, 116).fill(0, 116, 124);
      header.write('  0644 \0', 100);
      header.write('77777777777\0', 136);
    };
    expect(walkTar([tar([{ path: 'a', body: 'abc', patch }])])[0]?.entry).toMatchObject({
      size: 3,
      uid: 0,
      gid: 0,
      mode: 0o644,
      mtime: 8 ** 11 - 1,
    });
  });
});

test('the writer of the fixtures makes checksums right after a patch', () => {
  const header = tarHeader({ path: 'a' });
  expect(withChecksum(Buffer.from(header))).toEqual(header);
});
