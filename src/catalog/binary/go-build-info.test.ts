import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { bufferAccess, fileAccess } from '#kit/stream';
import { elf } from '../../../test/fixtures/elf-writer.ts';
import { goBlob, goProgram } from '../../../test/fixtures/go-program-writer.ts';
import { goBuildInfo } from './go-build-info.ts';

const analyse = (bytes: Buffer) => goBuildInfo.analyse({ path: 'usr/bin/x', content: bufferAccess(bytes) });
const told = (bytes: Buffer) => analyse(bytes)?.packages?.map(({ name, version }) => `${name}@${version}`);

/**
 * Excerpts (test/fixtures/make-elf-excerpt.ts) of one program, built by the real tool chains:
 * `GOTOOLCHAIN=go1.15.15 go build -trimpath -buildmode=pie`, `GOTOOLCHAIN=go1.17.13 GOARCH=s390x go build -trimpath
 * -ldflags '-s -w'`, with Go 1.26.8 `go build -ldflags '-s -w -X main.version=1.4.2 -X main.date=today'` and
 * `GOARCH=mips go build -trimpath -ldflags '-s -w'`. What they are made of is what `go version -m` says of the programs.
 */
describe('programs of real tool chains', () => {
  const dependencies = [
    'github.com/pkg/errors@v0.9.1',
    'golang.org/x/text@v0.3.5',
    'rsc.io/quote@v1.5.2',
    'rsc.io/sampler@v1.3.0',
  ];

  test.each([
    ['go-1.15-pie', 'example.com/hello@', 'stdlib@1.15.15'],
    ['go-1.17-s390x', 'example.com/hello@', 'stdlib@1.17.13'],
    ['go-1.26-ldflags', 'example.com/hello@v1.4.2', 'stdlib@1.26.8'],
    ['go-1.26-mips', 'example.com/hello@', 'stdlib@1.26.8'],
  ])('%s', (name, main, stdlib) => {
    const bytes = gunzipSync(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.elf.gz`)));
    expect(analyse(bytes)?.problems).toBeUndefined();
    expect(told(bytes)).toEqual([main, ...dependencies, stdlib]);
  });
});

const program = {
  version: 'go1.22.3 X:boringcrypto',
  modules: 'path\texample.com/a/cmd\nmod\texample.com/a\tv1.0.0\th1:x=\n',
};

describe('a program', () => {
  const [main, stdlib] = analyse(
    goProgram({
      ...program,
      modules: `${program.modules}build\tGOARCH=arm64\nbuild\tvcs.revision=abc\nbuild\t-ldflags="-s -w"\n`,
    }),
  )!.packages!;

  test('is its main module', () => {
    expect(main).toEqual({
      name: 'example.com/a',
      version: 'v1.0.0',
      purl: 'pkg:golang/example.com/a@v1.0.0',
      type: 'golang',
      licences: [],
      scope: 'installed',
      properties: { 'go.main': 'true', GOARCH: 'arm64', 'vcs.revision': 'abc' },
    });
  });

  test('has Go itself in it', () => {
    expect(stdlib).toMatchObject({ purl: 'pkg:golang/stdlib@1.22.3', properties: { 'go.version': program.version } });
  });

  test.each([
    { bits: 64, littleEndian: false },
    { bits: 32, littleEndian: true },
    { bits: 32, littleEndian: false },
    { bits: 64, littleEndian: true, type: 3 },
    { bits: 64, littleEndian: true, withoutSections: true },
  ] as const)('is read in any layout: %j', (layout) => {
    for (const pointers of [false, true]) {
      expect(told(goProgram({ ...program, pointers }, layout))).toEqual(['example.com/a@v1.0.0', 'stdlib@1.22.3']);
    }
  });

  test('without modules is Go alone', () => {
    for (const pointers of [false, true])
      expect(told(goProgram({ version: 'go1.16', modules: '', pointers }))).toEqual(['stdlib@1.16.0']);
  });

  test('names a module once, and what replaced it instead of it', () => {
    const modules =
      'dep\ta.b/c\tv1.0.0\t\n=>\ta.b/d\tv2.0.0\th1:x=\ndep\te.f/g\tv1.0.0\n=>\t../g\t\t\ndep\ta.b/d\tv2.0.0\t\n';
    expect(told(goProgram({ ...program, modules }))).toEqual(['a.b/d@v2.0.0', 'e.f/g@', 'stdlib@1.22.3']);
  });

  test('of a development version of Go has no version of it', () => {
    expect(told(goProgram({ version: 'devel go1.23-0123456789', modules: '' }))).toEqual(['stdlib@']);
  });
});

describe('what is no Go program', () => {
  test.each([
    ['no ELF file', Buffer.from('\x7fELx')],
    ['another program', elf([{ name: '.data', bytes: Buffer.from('x'), flags: 6 }])],
    [
      'a packed program: neither sections nor the information',
      elf([{ name: 'UPX0', bytes: Buffer.alloc(9), flags: 6 }], { withoutSections: true }),
    ],
    ['a relocatable object', goProgram(program, { type: 1 })],
    [
      'a section of the name with something else',
      elf([{ name: '.go.buildinfo', bytes: Buffer.alloc(64), address: 16, flags: 6 }]),
    ],
  ])('%s: nothing is said', (_, bytes) => expect(analyse(bytes)).toBeUndefined());

  test('a file in pieces: that nobody knows is said', () => {
    const bytes = elf([{ name: '.data', bytes: Buffer.from('x'), flags: 6 }]);
    const what = 'has its section headers outside: cut off or damaged: whether it is a Go program is not known';
    expect(analyse(bytes.subarray(0, bytes.length - 1))).toEqual({ problems: [{ where: '/usr/bin/x', what }] });
  });
});

describe('hostile build information', () => {
  const blob = goBlob(program);
  const withBlob = (bytes: Buffer) => elf([{ name: '.go.buildinfo', bytes, address: 0x5000, flags: 6 }]);

  test.each([
    ['cut off in the version', blob.subarray(0, 40), 'has nothing at address'],
    ['cut off in the modules', blob.subarray(0, 90), 'has nothing at address'],
    [
      'with a length of 70 bits',
      Buffer.concat([blob.subarray(0, 32), Buffer.alloc(20, 0xff)]),
      'a text without a length',
    ],
    [
      'with a length of gigabytes',
      Buffer.concat([blob.subarray(0, 32), Buffer.from([255, 255, 255, 255, 15])]),
      'more than the 16777216',
    ],
    ['without a version', Buffer.concat([blob.subarray(0, 32), Buffer.alloc(20)]), 'has no Go version'],
    [
      'with pointers of 3 bytes',
      Buffer.concat([blob.subarray(0, 14), Buffer.from([3, 0]), Buffer.alloc(30)]),
      'pointers of 3 bytes',
    ],
    [
      'with pointers to nowhere',
      Buffer.concat([blob.subarray(0, 14), Buffer.from([8, 0]), Buffer.alloc(30, 0xee)]),
      'has nothing at address',
    ],
  ])('%s is a problem', (_, bytes, what) => {
    const [problem, ...more] = analyse(withBlob(bytes))?.problems ?? [];
    expect(problem?.what).toMatch(/^is a Go program whose build information cannot be read: /);
    expect(problem?.what).toContain(what);
    expect(more).toEqual([]);
  });

  test('odd lines are problems, and the rest is understood', () => {
    const modules =
      'mod\n=>\tx\tv1\ndep\tgood\tv1.0.0\ndep\tbad name\tv1\ndep\t\u202e\tv1\nunknown\t1\nbuild\t=\nbuild\t\nbuild\t"a=b\n';
    const facts = analyse(goProgram({ ...program, modules }));
    expect(facts?.packages?.map(({ name }) => name)).toEqual(['good', 'stdlib']);
    expect(facts?.problems?.map(({ where }) => where)).toEqual([1, 2, 4, 5].map((line) => `/usr/bin/x:${line}`));
  });

  test('more modules than any program has are cut off, and said', () => {
    const modules = Array.from({ length: 200_002 }, (_, at) => `dep\tm${at}\tv1`).join('\n');
    const facts = analyse(goProgram({ ...program, modules: `${modules}\n` }));
    expect(facts?.packages).toHaveLength(200_001);
    expect(facts?.problems?.[0]?.what).toContain('more than 200000 modules');
  });

  test('cut off anywhere, a program gives facts, a problem or nothing', () => {
    const bytes = goProgram({ ...program, pointers: true });
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => analyse(bytes.subarray(0, length))).not.toThrow();
  });
});

function goVersion(...args: string[]): string | undefined {
  try {
    return execFileSync('go', ['version', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

describe.skipIf(goVersion() === undefined)('as Go itself reads it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seawall-go-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('written information is read the same by `go version -m`', () => {
    const modules = 'path\tx\nmod\texample.com/a\tv1.0.0\th1:x=\ndep\tb.c/d\tv1.2.3\th1:y=\nbuild\tvcs.revision=abc\n';
    for (const pointers of [false, true]) {
      const path = join(folder, 'program');
      writeFileSync(path, goProgram({ version: 'go1.17.1', modules, pointers }), { mode: 0o755 });
      const lines = (goVersion('-m', path) ?? '').split('\n');
      const theirs = lines.flatMap((line) => /^\t(?:mod|dep)\t(\S+)\t(\S*)/.exec(line)?.slice(1).join('@') ?? []);
      const file = fileAccess(path);
      const ours = goBuildInfo.analyse({ path: 'program', content: file })?.packages ?? [];
      file.close();
      expect(ours.slice(0, -1).map(({ name, version }) => `${name}@${version}`)).toEqual(theirs);
      expect(lines[0]).toContain('go1.17.1');
      expect(theirs).toHaveLength(2);
    }
  });
});
