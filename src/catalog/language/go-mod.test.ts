import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CatalogFacts } from '../facts.ts';
import { goMod } from './go-mod.ts';

function analyse(text: string | Buffer): CatalogFacts | undefined {
  return goMod.analyse({ path: 'srv/go.mod', bytes: Buffer.from(text) });
}

function names(facts: CatalogFacts | undefined): string[] {
  return (facts?.packages ?? []).map(({ name, version }) => `${name}@${version}`);
}

function problems(facts: CatalogFacts | undefined): string[] {
  return (facts?.problems ?? []).map(({ where, what }) => `${where}: ${what}`);
}

const head = 'module example.com/app\n\ngo 1.21\n\n';

describe('a file that go mod tidy (go 1.26) wrote', () => {
  const bytes = readFileSync(join(import.meta.dirname, 'fixtures/go/go.mod'));
  const expected = [
    'github.com/sirupsen/logrus@v1.9.3',
    'golang.org/x/text@v0.3.8',
    'gopkg.in/yaml.v3@v3.0.1',
    'golang.org/x/sys@v0.0.0-20220722155257-8c9f86f7a55f',
  ];

  test('has its modules, replacements applied, and not the standard library', () => {
    const facts = analyse(bytes);
    expect(names(facts)).toEqual(expected);
    expect(facts?.problems).toBeUndefined();
    expect(facts?.packages?.[0]).toEqual({
      name: 'github.com/sirupsen/logrus',
      version: 'v1.9.3',
      purl: 'pkg:golang/github.com/sirupsen/logrus@v1.9.3',
      type: 'golang',
      licences: [],
      scope: 'declared',
      direct: true,
      path: ['github.com/sirupsen/logrus@v1.9.3'],
    });
  });

  test('tells the indirect ones', () => {
    expect(analyse(bytes)?.packages?.map(({ direct }) => direct)).toEqual([true, true, true, false]);
    expect(analyse(bytes)?.packages?.[3]).not.toHaveProperty('path');
  });

  test('is the same with CRLF and a byte order mark', () => {
    expect(analyse(`\uFEFF${bytes.toString().replaceAll('\n', '\r\n')}`)).toEqual(analyse(bytes));
  });

  test('that is cut off between lines has nothing that the whole has not', () => {
    const text = bytes.toString().replace(/^replace .*/m, '');
    const whole = new Set(names(analyse(text)));
    for (let end = 0; end >= 0; end = text.indexOf('\n', end + 1)) {
      const found = names(analyse(text.slice(0, end)));
      expect(found.every((name) => whole.has(name))).toBe(true);
    }
  });
});

describe('syntax', () => {
  test('one-line and block directives, quoted words, comments anywhere', () => {
    const text = `${head}require "example.com/a" v1.0.0//x\nrequire(\n\t\`example.com/b\` "v1.1.0" // indirect; because\n\n\t// v9\n\texample.com/c/v2 v2.0.0+incompatible // indirectly\n)\n`;
    const facts = analyse(text);
    expect(facts?.packages?.map(({ purl, direct }) => [purl, direct])).toEqual([
      ['pkg:golang/example.com/a@v1.0.0', true],
      ['pkg:golang/example.com/b@v1.1.0', false],
      ['pkg:golang/example.com/c/v2@v2.0.0%2Bincompatible', true],
    ]);
    expect(problems(facts)).toEqual([]);
  });

  test('all directives are known', () => {
    const text = `${head}toolchain go1.22.1\ngodebug default=go1.21\ntool example.com/a/cmd\nignore ./x\nretract [v1.0.0, v1.1.0] // bad\nretract (\n\tv1.2.0\n)\nexclude ()\n`;
    expect(analyse(text)).toEqual({ packages: [] });
  });

  test('what is none is told with its line, and the rest is read', () => {
    const text = `${head}<<<<<<< HEAD\nrequire "example.com/a v1\nrequire example.com/b\nrequire example.com/c main\nreplace => x\nreplace a b c => d\nrequire example.com/d v1.0.0\n`;
    const facts = analyse(text);
    expect(names(facts)).toEqual(['example.com/d@v1.0.0']);
    expect(problems(facts)).toEqual([
      '/srv/go.mod:5: not a directive of go.mod: <<<<<<< HEAD',
      '/srv/go.mod:6: not a line of go.mod: require "example.com/a v1',
      '/srv/go.mod:7: not a module and its version to require: example.com/b',
      '/srv/go.mod:9: not a replacement: => x',
      '/srv/go.mod:10: not a replacement: a b c => d',
      '/srv/go.mod:8: not the version of a module: example.com/c main',
    ]);
  });

  test('a block that does not end is told', () => {
    const facts = analyse(`${head}require (\n\texample.com/a v1.0.0\n`);
    expect(names(facts)).toEqual(['example.com/a@v1.0.0']);
    expect(problems(facts)).toEqual(['/srv/go.mod: the file ends inside of require ( … ): it may be cut off']);
  });

  test('a file of another kind is none', () => {
    expect(analyse('')).toBeUndefined();
    expect(analyse('{"a": 1}\n')).toBeUndefined();
  });
});

describe('replacements', () => {
  const require = `${head}require example.com/a v1.0.0\n`;

  test('of one version count for that version only', () => {
    expect(names(analyse(`${require}replace example.com/a v1.0.0 => example.com/b v2.0.0\n`))).toEqual([
      'example.com/b@v2.0.0',
    ]);
    expect(names(analyse(`${require}replace example.com/a v1.0.1 => example.com/b v2.0.0\n`))).toEqual([
      'example.com/a@v1.0.0',
    ]);
  });

  test('of one version go before those of all', () => {
    const both =
      'replace (\n\texample.com/a => example.com/c v3.0.0\n\texample.com/a v1.0.0 => example.com/b v2.0.0\n)\n';
    expect(names(analyse(require + both))).toEqual(['example.com/b@v2.0.0']);
  });

  test('of a path that only looks like path and version count for nothing', () => {
    expect(names(analyse(`${require}replace example.com/a@v1.0.0 => ../a\n`))).toEqual(['example.com/a@v1.0.0']);
  });

  test('by a folder are the project itself', () => {
    expect(analyse(`${require}replace example.com/a => ../a\n`)).toEqual({ packages: [] });
  });
});

test('an excluded version that is required is told', () => {
  const facts = analyse(`${head}require example.com/a v1.0.0\nexclude example.com/a v1.0.0\n`);
  expect(names(facts)).toEqual([]);
  expect(problems(facts)).toEqual([
    '/srv/go.mod:5: requires a version that it excludes: the next higher one is used: example.com/a v1.0.0',
  ]);
});

test.each([
  ['go 1.16\n', 1],
  ['', 1],
  ['go 1.17\n', 0],
  ['go 1.21.0\n', 0],
  ['go 2.0\n', 0],
])('says that the list is not whole before go 1.17: %j', (line, count) => {
  expect(problems(analyse(`module x\n${line}require example.com/a v1.0.0\n`))).toHaveLength(count);
});

test('the module cache is not looked at', () => {
  expect(goMod.interest.accept?.('root/go/pkg/mod/example.com/a@v1.0.0/go.mod')).toBe(false);
  expect(goMod.interest.accept?.('srv/pkg/model/go.mod')).toBe(true);
});

test('a great many lines and names that objects inherit are read', () => {
  const lines = Array.from({ length: 50_000 }, (_, at) => `require example.com/a${at} v1.0.${at} // indirect\n`);
  const facts = analyse(`${head}${lines.join('')}replace __proto__ => constructor v1.0.0\nrequire __proto__ v1.0.0\n`);
  expect(facts?.packages).toHaveLength(50_001);
  expect(names(facts).at(-1)).toBe('constructor@v1.0.0');
});

test('control characters and a huge line do no harm', () => {
  const facts = analyse(
    `${head}require exa\u0007mple v1.0.0\nrequire ${'a'.repeat(100_000)} v1.0.0\nrequire ${'( '.repeat(100_000)}\n`,
  );
  expect(names(facts)).toEqual([]);
  expect(facts?.problems?.every(({ what }) => what.length < 200 && !what.includes('\u0007'))).toBe(true);
});

interface GoModule {
  Path: string;
  Version?: string;
  Indirect?: boolean;
}

interface GoModFile {
  Require: GoModule[] | null;
  Exclude: GoModule[] | null;
  Replace: { Old: GoModule; New: GoModule }[] | null;
}

/** What `go mod edit -json` understands, with replacements and exclusions applied as the reference tells it. */
function packagesByGo(file: string): string[] {
  const { stdout, stderr, status } = spawnSync('go', ['mod', 'edit', '-json', file], {
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '' },
  });
  if (status !== 0) throw new Error(stderr);
  const mod = JSON.parse(stdout) as GoModFile;
  const isSame = (a: GoModule, b: GoModule) => a.Path === b.Path && a.Version === b.Version;
  const used = (mod.Require ?? [])
    .filter((required) => mod.Exclude?.some((excluded) => isSame(excluded, required)) !== true)
    .map((required) => {
      const all = mod.Replace ?? [];
      // Of two replacements of one module the later counts, as cmd/go has it.
      const exact = all.findLast(({ Old }) => isSame(Old, required));
      const any = all.findLast(({ Old }) => Old.Path === required.Path && Old.Version === undefined);
      return { ...((exact ?? any)?.New ?? required), Indirect: required.Indirect === true };
    })
    .filter(({ Version }) => Version !== undefined);
  const direct = new Map<string, boolean>();
  for (const { Path, Version, Indirect } of used) {
    const id = `${Path}@${Version}`;
    direct.set(id, direct.get(id) === true || !Indirect);
  }
  return Array.from(direct, ([id, isDirect]) => `${id} ${isDirect}`).toSorted();
}

// Raw strings stand in the reference, but cmd/go refuses them.
const word = fc.constantFrom('example.com/a', '"example.com/b"', 'example.com/a/v2', 'example.com/d');
const version = fc
  .constantFrom('1.0.0', '1.2.0', '1.0.0-rc.1', '0.0.0-20220722155257-8c9f86f7a55f')
  .map((text) => `v${text}`);
const comment = fc.constantFrom('', ' // indirect', ' //indirect', ' // indirect; x', ' // x', '//indirect');
const spec = fc
  .tuple(word, version)
  .map(([path, at]) => (path.endsWith('/v2') ? `${path} ${at.replace(/^v./, 'v2')}` : `${path} ${at}`));
const line = fc.oneof(
  fc.tuple(spec, comment).map(([text, end]) => `require ${text}${end}\n`),
  fc
    .array(fc.tuple(spec, comment), { maxLength: 4 })
    .map((all) => `require (\n${all.map(([text, end]) => `\t${text}${end}\n`).join('')})\n`),
  spec.map((text) => `exclude ${text}\n`),
  fc.tuple(spec, spec).map(([from, to]) => `replace ${from} => ${to}\n`),
  fc.tuple(spec, fc.constantFrom('./x', '../y', '/z')).map(([from, to]) => `replace ${from.split(' ')[0]} => ${to}\n`),
  fc.constantFrom('\n', '// require x v1.0.0\n', 'retract [v1.0.0, v1.1.0]\n', 'toolchain go1.26.0\n', 'godebug x=y\n'),
);
const hasGo = spawnSync('go', ['version']).status === 0;

test.skipIf(!hasGo)('files are read as go mod edit reads them (needs Go)', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'go-mod-'));
  const file = join(folder, 'go.mod');
  try {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const once = lines.filter((text, at) => !text.startsWith('toolchain') || lines.indexOf(text) === at);
        const text = head + once.join('');
        writeFileSync(file, text);
        const ours = (analyse(text)?.packages ?? []).map(
          (item) => `${item.name}@${item.version} ${item.direct === true}`,
        );
        expect(ours.toSorted()).toEqual(packagesByGo(file));
      }),
      { numRuns: 40 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
