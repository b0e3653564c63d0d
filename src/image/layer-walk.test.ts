import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RandomAccess } from '#kit/stream';
import { tar, type TarInput } from '../../test/fixtures/tar-writer.ts';
import type { Analyser, AnyAnalyser, RandomAccessAnalyser } from './analyser.ts';
import { walkLayer } from './layer-walk.ts';
import { defaultLimits, type Limits } from './limits.ts';

const reader: Analyser = {
  id: 'reader',
  version: 1,
  interest: { names: ['wanted', 'broken'] },
  analyse({ bytes, path }) {
    if (path.endsWith('broken')) throw new Error('cannot make sense of it');
    return bytes.toString();
  },
};

async function* pieces(bytes: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

let spoolFolder: string;
beforeAll(() => (spoolFolder = mkdtempSync(join(tmpdir(), 'seawall-walk-'))));
afterAll(() => rmSync(spoolFolder, { recursive: true }));

interface WalkOptions {
  over?: 'stored' | 'tar';
  limits?: Partial<Limits>;
  analysers?: AnyAnalyser[];
  spoolFolder?: string;
  reopen?: () => AsyncIterable<Buffer>;
}

function walk(bytes: Buffer, options: WalkOptions = {}) {
  const limits = { ...defaultLimits, ...options.limits };
  return walkLayer(pieces(bytes), options.analysers ?? [reader], {
    digestOver: options.over ?? 'stored',
    algorithm: 'sha256',
    limits,
    spoolFolder: options.spoolFolder ?? spoolFolder,
    ...(options.reopen !== undefined && { reopen: options.reopen }),
  });
}

const digest = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const files: TarInput[] = [
  { path: './', type: 'directory' },
  { path: './a/wanted', body: 'one' },
  { path: 'a/other', body: 'two' },
  { path: 'link', type: 'symlink', linkTarget: 'a/wanted' },
  { path: 'hard', type: 'hardlink', linkTarget: './a/wanted' },
  { path: 'a/.wh.gone' },
];
const plain = tar(files);

describe('one layer', () => {
  test('gives facts, tree and digest in one pass', async () => {
    const record = await walk(plain);
    expect(record.facts).toEqual([{ analyser: 'reader', path: 'a/wanted', facts: 'one' }]);
    expect(record.tree.entries.split('\0')).toEqual([
      '/a',
      'fwanted',
      'fother',
      '/',
      'slink',
      '>a/wanted',
      'hhard',
      '>a/wanted',
      '',
    ]);
    expect(record.tree.whiteouts).toEqual(['a/gone']);
    expect(record.digest).toBe(digest(plain));
    expect(record.problems).toEqual([]);
  });

  test.each([
    ['gzip', gzipSync(plain)],
    ['zstd', zstdCompressSync(plain)],
    ['gzip in two members', Buffer.concat([gzipSync(plain.subarray(0, 700)), gzipSync(plain.subarray(700))])],
  ])('reads %s and hashes either side', async (_, stored) => {
    const overStored = await walk(stored);
    const overTar = await walk(stored, { over: 'tar' });
    expect(overStored.digest).toBe(digest(stored));
    expect(overTar.digest).toBe(digest(plain));
    expect(overStored.facts).toEqual(overTar.facts);
    expect(overStored.facts).toHaveLength(1);
  });

  test('what follows the end of the archive belongs to the digest', async () => {
    const padded = Buffer.concat([plain, Buffer.alloc(20_000)]);
    expect((await walk(padded)).digest).toBe(digest(padded));
  });

  test('an analyser that throws is a problem of that file; the rest is read', async () => {
    const record = await walk(
      tar([
        { path: 'broken', body: 'x' },
        { path: 'wanted', body: 'y' },
      ]),
    );
    expect(record.facts).toEqual([
      { analyser: 'reader', path: 'broken', problem: 'cannot make sense of it' },
      { analyser: 'reader', path: 'wanted', facts: 'y' },
    ]);
  });
});

describe('hostile layers', () => {
  const fatal = { where: '', what: expect.stringContaining('cannot be read to its end'), fatal: true };

  test.each([
    ['cut off inside a body', plain.subarray(0, 1030 + 512)],
    ['cut off inside the gzip', gzipSync(plain).subarray(0, 60)],
    ['a damaged header', Buffer.concat([plain.subarray(0, 512), Buffer.alloc(512, 'x'), plain.subarray(1024)])],
    ['no archive at all', Buffer.from('hello, this is text and no tar archive'.repeat(100))],
  ])('%s: a fatal problem and no digest', async (_, bytes) => {
    const record = await walk(bytes);
    expect(record.problems).toEqual([fatal]);
    expect(record.digest).toBeUndefined();
  });

  test('what was found before the break is kept', async () => {
    const cut = tar([
      { path: 'wanted', body: 'x' },
      { path: 'big', body: Buffer.alloc(5000) },
    ]).subarray(0, 3000);
    expect((await walk(cut)).facts).toHaveLength(1);
  });

  test.each<[string, Partial<Limits>]>([
    ['too many entries', { entries: 3 }],
    ['too long when decompressed', { layerBytes: 2000 }],
    ['a path that is too long', { pathBytes: 5 }],
  ])('%s stops the walk', async (_, limits) => {
    expect((await walk(plain, { limits })).problems.some((problem) => problem.fatal === true)).toBe(true);
  });

  test('a bomb is stopped by its ratio', async () => {
    const bomb = gzipSync(tar([{ path: 'zeros', body: Buffer.alloc(20_000_000) }]));
    const record = await walk(bomb, { limits: { ratioFloor: 1_000_000 } });
    expect(record.problems).toEqual([fatal]);
    expect(record.tarBytes).toBeLessThan(10_000_000);
  });

  test('a file above the cap is left out and said, and the rest is read', async () => {
    const record = await walk(
      tar([
        { path: 'wanted', body: 'x'.repeat(50) },
        { path: 'b/wanted', body: 'y' },
      ]),
      { limits: { fileBytes: 20 } },
    );
    expect(record.facts).toEqual([
      { analyser: 'reader', path: 'wanted', problem: 'has 50 bytes, more than the 20 that are read' },
      { analyser: 'reader', path: 'b/wanted', facts: 'y' },
    ]);
  });

  test('files after the last that is analysed are said', async () => {
    const many = tar(Array.from({ length: 5 }, (_, at) => ({ path: `${at}/wanted`, body: 'x' })));
    const record = await walk(many, { limits: { analysedFiles: 3 } });
    expect(record.facts.filter(({ problem }) => problem !== undefined)).toHaveLength(2);
  });

  test('names that climb out are refused, counted and do not stop the walk', async () => {
    const record = await walk(
      tar([
        { path: '../../wanted', body: 'evil' },
        { path: 'a/wanted', body: 'x' },
      ]),
    );
    expect(record.facts.map(({ path }) => path)).toEqual(['a/wanted']);
    expect(record.problems).toEqual([
      { where: '"../../wanted"', what: 'the name escapes the root; the entry was left out' },
    ]);
  });

  test('a whiteout file is not content, even under a wanted name', async () => {
    expect((await walk(tar([{ path: '.wh.wanted', body: 'x' }]))).facts).toEqual([]);
  });
});

/** Tells the last bytes of programs. */
const programs: RandomAccessAnalyser = {
  id: 'programs',
  version: 1,
  interest: { magics: ['\x7fELF'] },
  randomAccess: true,
  analyse: ({ content }) => content.read(content.size - 3, 3).toString(),
};

describe('files wanted by content', () => {
  const program = (size: number, end: string) =>
    Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(size, '.'), Buffer.from(end)]);
  const layer = tar([
    { path: 'bin/small', body: program(10, 'one') },
    { path: 'bin/script', body: '#!/bin/sh' },
    { path: 'bin/large', body: program(5000, 'two') },
    { path: 'bin/larger', body: program(9000, '333') },
    { path: 'empty' },
    { path: 'wanted', body: program(2000, 'end') },
    { path: 'link', type: 'symlink', linkTarget: '\x7fELF' },
  ]);
  const found = [
    { analyser: 'programs', path: 'bin/small', facts: 'one' },
    { analyser: 'programs', path: 'bin/large', facts: 'two' },
    { analyser: 'programs', path: 'bin/larger', facts: '333' },
    { analyser: 'programs', path: 'wanted', facts: 'end' },
  ];

  test.each([
    ['held', 1 << 20],
    ['in a temporary file', 100],
  ])('are read at any place: %s', async (_, heldBytes) => {
    expect((await walk(layer, { analysers: [programs], limits: { heldBytes } })).facts).toEqual(found);
  });

  test('leave nothing behind', () => expect(readdirSync(spoolFolder)).toEqual([]));

  test('may be wanted whole by another analyser', async () => {
    const { facts } = await walk(layer, { analysers: [reader, programs], limits: { heldBytes: 100 } });
    expect(facts.filter(({ path }) => path === 'wanted')).toEqual([
      { analyser: 'reader', path: 'wanted', facts: program(2000, 'end').toString() },
      { analyser: 'programs', path: 'wanted', facts: 'end' },
    ]);
  });

  test('each analyser has its own cap', async () => {
    const limits = { fileBytes: 1000, heldBytes: 100, spooledBytes: 6000 };
    const { facts } = await walk(layer, { analysers: [reader, programs], limits });
    expect(facts.slice(1)).toEqual([
      { analyser: 'programs', path: 'bin/large', facts: 'two' },
      { analyser: 'programs', path: 'bin/larger', problem: 'has 9007 bytes, more than the 6000 that are read' },
      { analyser: 'reader', path: 'wanted', problem: 'has 2007 bytes, more than the 1000 that are read' },
      { analyser: 'programs', path: 'wanted', facts: 'end' },
    ]);
  });

  test('that do not fit on the disk are problems, and the rest is read', async () => {
    const missing = join(spoolFolder, 'missing');
    const record = await walk(layer, { analysers: [programs], limits: { heldBytes: 100 }, spoolFolder: missing });
    expect(record.problems).toEqual([]);
    expect(record.digest).toBeDefined();
    expect(record.facts).toEqual(
      found.map(({ facts, ...rest }) =>
        facts === 'one'
          ? { ...rest, facts }
          : { ...rest, problem: expect.stringContaining('cannot be kept in a temporary file: ENOENT') },
      ),
    );
  });

  test('an analyser that reads beyond the end has a problem with this file only', async () => {
    const greedy = {
      ...programs,
      analyse: ({ content }: { content: RandomAccess }) => content.read(100, 1).toString(),
    };
    const { facts } = await walk(layer, { analysers: [greedy] });
    expect(facts.map(({ problem }) => problem?.slice(0, 9))).toEqual(['bytes 100', undefined, undefined, undefined]);
  });

  test('a program hidden in a sparse file is told; other sparse files are not', async () => {
    const sparse = { body: 'x', flag: 'S' };
    const bytes = tar(
      [
        { path: 'program', mode: 0o755, ...sparse },
        { path: 'lastlog', mode: 0o644, ...sparse },
        { path: 'wanted', mode: 0o644, ...sparse },
      ],
      { format: 'gnu' },
    );
    const problem = 'is a sparse file, which is not read';
    expect((await walk(bytes, { analysers: [reader, programs] })).facts).toEqual([
      { analyser: 'programs', path: 'program', problem },
      { analyser: 'reader', path: 'wanted', problem },
    ]);
  });
});

describe('digests', () => {
  const lister: Analyser = {
    id: 'lister',
    version: 1,
    interest: { names: ['list', 'empty'] },
    analyse: ({ bytes, path }) => ({ packages: path.endsWith('empty') ? [] : [bytes.toString()] }),
  };
  const listed = async (path: string, analysers: AnyAnalyser[] = [lister]) =>
    (await walk(tar([{ path, body: 'abc' }]), { analysers })).facts[0]?.digests;
  const digests = {
    md5: '900150983cd24fb0d6963f7d28e17f72',
    sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  };

  test.each(['usr/lib/x/list', 'lib/list', 'lib64/list', 'bin/list', 'sbin/list', 'usr/share/a/b/list'])(
    'are taken of %s, which an OS package may own',
    async (path) => expect(await listed(path)).toEqual(digests),
  );

  test.each(['opt/list', 'usr/local/lib/list', 'app/usr/lib/list', 'list', 'library/list', 'usr/lib/empty'])(
    'are not taken of %s',
    async (path) => expect(await listed(path)).toBeUndefined(),
  );

  test.each(['usr/lib/x86_64-linux-gnu/list', 'lib/arm-linux-gnueabihf/a/list'])(
    'are only those that dpkg records of %s, in a folder of Debian alone',
    async (path) => expect(await listed(path)).toEqual({ md5: digests.md5 }),
  );

  test('are not taken of the package database itself', async () => {
    expect(await listed('usr/lib/list', [{ ...lister, decisive: true }])).toBeUndefined();
  });

  test('are those of the whole of a large file', async () => {
    const body = Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(3_000_000, 'x')]);
    const analyser: AnyAnalyser = { ...programs, analyse: () => ({ packages: [1] }) };
    const { facts } = await walk(tar([{ path: 'usr/bin/x', body }]), {
      analysers: [analyser],
      limits: { heldBytes: 9 },
    });
    expect(`sha256:${facts[0]?.digests?.sha256}`).toBe(digest(body));
  });
});

describe('a hard link with a wanted name to a file that has none', () => {
  const linked = tar([
    { path: 'store/5f', body: 'content' },
    { path: 'app/a/wanted', type: 'hardlink', linkTarget: 'store/5f' },
    { path: 'app/b/wanted', type: 'hardlink', linkTarget: './store/5f' },
    { path: 'app/other', type: 'hardlink', linkTarget: 'store/5f' },
    { path: 'app/lost/wanted', type: 'hardlink', linkTarget: 'store/gone' },
  ]);

  test.each(['stored', 'tar'] as const)('is read in a second pass, digest over what is %s', async (over) => {
    const bytes = gzipSync(linked);
    const record = await walk(bytes, { over, reopen: () => pieces(bytes) });
    expect(record.facts).toEqual([
      { analyser: 'reader', path: 'app/a/wanted', facts: 'content' },
      { analyser: 'reader', path: 'app/b/wanted', facts: 'content' },
    ]);
    expect(record.problems).toEqual([]);
    expect(record.digest).toBe(digest(over === 'stored' ? bytes : linked));
  });

  test('is a problem where the bytes cannot be had again', async () => {
    const { facts, problems, unreadLinks } = await walk(linked);
    expect(facts).toEqual([]);
    expect(unreadLinks).toBe(3);
    expect(problems).toEqual([{ where: '', what: expect.stringContaining('3 not read') as string }]);
  });

  test('bytes that changed between the passes are not believed', async () => {
    const other = tar([{ path: 'store/5f', body: 'another' }]);
    const { facts, problems } = await walk(linked, { reopen: () => pieces(other) });
    expect(facts).toEqual([]);
    expect(problems).toEqual([{ where: '', what: 'was changed while it was read', fatal: true }]);
  });

  test('no second pass without such a link', async () => {
    const reopen = () => {
      throw new Error('read again');
    };
    expect((await walk(plain, { reopen })).problems).toEqual([]);
  });

  test('there are as many as files that are read', async () => {
    const links = Array.from({ length: 20 }, (_, at): TarInput => ({
      path: `${at}/wanted`,
      type: 'hardlink',
      linkTarget: 's',
    }));
    const bytes = tar([{ path: 's', body: 'x' }, ...links]);
    const { facts } = await walk(bytes, { limits: { analysedFiles: 5 }, reopen: () => pieces(bytes) });
    expect(facts.filter((fact) => fact.facts === 'x')).toHaveLength(5);
    expect(facts.filter((fact) => fact.problem !== undefined)).toHaveLength(15);
  });
});
