import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { bufferAccess } from '#kit/stream';
import { elf } from '../../../test/fixtures/elf-writer.ts';
import { cargoAuditable } from './cargo-auditable.ts';

const analyse = (bytes: Buffer) => cargoAuditable.analyse({ path: 'usr/bin/x', content: bufferAccess(bytes) });
const program = (packed: Buffer) => elf([{ name: '.dep-v0', bytes: packed }]);
const listing = (document: unknown) => analyse(program(deflateSync(JSON.stringify(document))));

/** Excerpt (test/fixtures/make-elf-excerpt.ts) of a stripped program that `cargo auditable` 0.7.7 built with Rust 1.95. */
describe('a real program', () => {
  const bytes = gunzipSync(readFileSync(join(import.meta.dirname, 'fixtures/cargo-auditable-0.7.elf.gz')));
  const packages = analyse(bytes)?.packages ?? [];

  test('has its crates, without those that only built it', () => {
    expect(packages.map(({ name, version }) => `${name}@${version}`)).toEqual([
      'itoa@1.0.9',
      'seawall-hello@0.3.1',
      'semver@1.0.20',
      'serde@1.0.229',
      'serde_core@1.0.229',
    ]);
    expect(new Set(packages.map(({ scope }) => scope))).toEqual(new Set(['installed']));
  });

  test('has the way from the program to each crate', () => {
    const of = (name: string) => packages.find((item) => item.name === name);
    expect(of('seawall-hello')).toMatchObject({
      purl: 'pkg:cargo/seawall-hello@0.3.1',
      properties: { source: 'local' },
      dependsOn: ['pkg:cargo/itoa@1.0.9', 'pkg:cargo/semver@1.0.20'],
    });
    expect(of('seawall-hello')).not.toHaveProperty('direct');
    expect(of('semver')).toMatchObject({ direct: true, path: ['semver@1.0.20'] });
    expect(of('serde_core')).toMatchObject({
      direct: false,
      path: ['semver@1.0.20', 'serde@1.0.229', 'serde_core@1.0.229'],
    });
  });
});

test('a program without the section, or no program, tells nothing', () => {
  expect(analyse(elf([]))).toBeUndefined();
  expect(analyse(Buffer.from('text'))).toBeUndefined();
});

describe('a hostile list', () => {
  test.each([
    ['that is not packed', Buffer.from('{"packages":[]}')],
    ['that is cut off', deflateSync('{"packages":[]}').subarray(0, 12)],
    ['that is no JSON', deflateSync('{"packages":[')],
    ['that unpacks to very much', deflateSync(Buffer.alloc(5_000_000, ' '))],
  ])('%s is a problem', (_, packed) => {
    const facts = analyse(program(packed));
    expect(facts?.packages).toEqual([]);
    expect(facts?.problems?.[0]?.what).toMatch(/^its list of crates \(cargo-auditable\) cannot be read: /);
  });

  test('a section that is larger than it may be is a problem', () => {
    expect(analyse(program(Buffer.alloc(9_000_000)))?.problems?.[0]?.what).toContain('more than 8388608');
  });

  test.each([null, [], 'x', 7, {}, { packages: {} }, { packages: 'x' }])(
    'of another shape (%j) has no crates',
    (document) => {
      expect(listing(document)).toEqual({ packages: [] });
    },
  );

  test('crates without a usable name or version are problems', () => {
    const facts = listing({
      packages: [
        {},
        null,
        { name: 'a' },
        { name: 'a b', version: '1.0.0' },
        { name: 'ok', version: '1.0.0', dependencies: [0, 9, -1, 'x', null] },
      ],
    });
    expect(facts?.packages?.map(({ name }) => name)).toEqual(['ok']);
    expect(facts?.problems).toHaveLength(4);
  });

  test('crates that need each other in a circle end', () => {
    const packages = ['a', 'b'].map((name, at) => ({ name, version: '1.0.0', dependencies: [1 - at], root: true }));
    expect(listing({ packages })?.packages).toHaveLength(2);
  });

  test('keys of objects mean nothing', () => {
    const text =
      '{"__proto__":{"packages":[{"name":"x","version":"1"}]},"packages":[{"__proto__":{"name":"x","version":"1"}}]}';
    expect(analyse(program(deflateSync(text)))?.packages).toEqual([]);
  });
});
