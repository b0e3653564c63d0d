import { describe, expect, test } from 'vitest';
import { npmPackageJson } from './npm-package-json.ts';

function analyse(content: unknown, path = 'app/node_modules/a/package.json') {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return npmPackageJson.analyse({ path, bytes: Buffer.from(text) });
}

function licences(fields: Record<string, unknown>) {
  return analyse({ name: 'a', version: '1.0.0', ...fields })?.packages?.[0]?.licences;
}

describe('which files are read', () => {
  const { accept } = npmPackageJson.interest;
  test('packages, and what lies outside of node_modules', () => {
    for (const path of ['app/node_modules/a/package.json', 'opt/yarn-v1.22.22/package.json', 'package.json'])
      expect(accept?.(path)).toBe(true);
  });
  test('not the documentation of Debian', () => {
    expect(accept?.('usr/share/doc/node-readdirp/package.json')).toBe(false);
  });
  test('not the fixtures and parts of a package', () => {
    for (const path of ['app/node_modules/a/test/package.json', 'usr/share/nodejs/a/dist/package.json'])
      expect(accept?.(path)).toBe(false);
  });
});

describe('an installed package', () => {
  test('has its name, version, licence and purl', () => {
    expect(analyse({ name: '@s/a', version: '1.2.3', license: 'MIT', dependencies: { b: '^1' } })).toEqual({
      packages: [
        {
          name: '@s/a',
          version: '1.2.3',
          purl: 'pkg:npm/%40s/a@1.2.3',
          type: 'npm',
          licences: ['MIT'],
          scope: 'installed',
        },
      ],
    });
  });

  test('has the hash that npm 6 wrote into it', () => {
    const digest = Buffer.alloc(64, 7);
    for (const fields of [
      { _integrity: `sha512-${digest.toString('base64')}` },
      { dist: { integrity: `sha512-${digest.toString('base64')}` } },
    ])
      expect(analyse({ name: 'a', version: '1.0.0', ...fields })?.packages?.[0]?.hashes).toEqual([
        `sha512:${digest.toString('hex')}`,
      ]);
  });

  test('an aliased one is what it is, not what its folder is called', () => {
    expect(analyse({ name: 'ms', version: '2.0.0' }, 'app/node_modules/ms-old/package.json')?.packages?.[0]?.name).toBe(
      'ms',
    );
  });

  test('counts although its manifest is private, as it stands in the repository that Debian builds from', () => {
    const manifest = { name: 'lodash', version: '4.17.21', private: true };
    for (const path of ['usr/share/nodejs/lodash/package.json', 'app/node_modules/lodash/package.json'])
      expect(analyse(manifest, path)?.packages).toHaveLength(1);
  });

  test('a byte order mark does not hide it', () => {
    expect(analyse('\uFEFF{"name":"a","version":"1.0.0"}')?.packages).toHaveLength(1);
  });
});

describe('licences', () => {
  test('as text, as an object, as a list of either', () => {
    expect(licences({ license: '(MIT OR Apache-2.0)' })).toEqual(['(MIT OR Apache-2.0)']);
    expect(licences({ license: { type: 'BSD-3-Clause', url: 'x' } })).toEqual(['BSD-3-Clause']);
    expect(licences({ licenses: [{ type: 'MIT' }, 'GPL-2.0', { type: 'MIT' }] })).toEqual(['MIT', 'GPL-2.0']);
    expect(licences({ licenses: 'ISC' })).toEqual(['ISC']);
    expect(licences({ license: ['MIT', 'ISC'] })).toEqual(['MIT', 'ISC']);
  });
  test('nothing from what is none', () => {
    for (const license of [1, null, '', ' ', {}, [[]], { type: 5 }, [null]]) expect(licences({ license })).toEqual([]);
  });
  test('are bounded in number and length', () => {
    const found = licences({ licenses: Array.from({ length: 1000 }, (_, at) => `${at}${'x'.repeat(1000)}`) });
    expect(found).toHaveLength(20);
    expect(found?.[0]).toHaveLength(201);
    expect(licences({ license: 'MIT\u001b[31m\n' })).toEqual(['MIT\uFFFD[31m']);
  });
});

describe('what is no package', () => {
  test('the file that only says how a folder is to be loaded', () => {
    expect(analyse({ type: 'module' })).toBeUndefined();
  });
  test('an application without a version or with a template for a name', () => {
    expect(analyse({ name: 'a' }, 'app/package.json')).toBeUndefined();
    expect(analyse({ name: '{{name}}', version: '1.0.0' }, 'app/package.json')).toBeUndefined();
  });
  test('values of the wrong type', () => {
    for (const content of [[], 'null', '3', '"a"', { name: 1, version: 2 }, { name: ['a'], version: {} }])
      expect(analyse(content)).toBeUndefined();
  });
  test('keys that objects inherit', () => {
    expect(analyse('{"__proto__": {"name": "a", "version": "1.0.0"}}')).toBeUndefined();
  });
});

describe('a broken file', () => {
  test('is a located problem, and replaces what was there', () => {
    expect(analyse('{\n"name": "a",\n oops')).toEqual({
      packages: [],
      problems: [{ where: '/app/node_modules/a/package.json:3', what: 'not valid JSON' }],
    });
  });
  test('still tells what stands before the damage', () => {
    const facts = analyse('{"name": "a", "version": "1.0.0", "scripts": {"x": ');
    expect(facts?.packages?.map(({ purl }) => purl)).toEqual(['pkg:npm/a@1.0.0']);
    expect(facts?.problems).toHaveLength(1);
  });
});
