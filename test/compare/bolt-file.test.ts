import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readBoltFile } from './bolt-file.ts';
import { openTrivyDatabase, sourcesOfType } from './trivy-database.ts';

const pageSize = 4096;
const folder = mkdtempSync(join(tmpdir(), 'compare-bolt-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Item = { key: string; value: Buffer; bucket?: boolean };

function leaf(items: readonly Item[]): Buffer {
  const page = Buffer.alloc(pageSize);
  page.writeUInt16LE(2, 8);
  page.writeUInt16LE(items.length, 10);
  let free = 16 + items.length * 16;
  items.forEach(({ key, value, bucket }, index) => {
    const at = 16 + index * 16;
    page.writeUInt32LE(bucket === true ? 1 : 0, at);
    page.writeUInt32LE(free - at, at + 4);
    page.writeUInt32LE(key.length, at + 8);
    page.writeUInt32LE(value.length, at + 12);
    page.write(key, free);
    value.copy(page, free + key.length);
    free += key.length + value.length;
  });
  return page;
}

function branch(pages: readonly number[]): Buffer {
  const page = Buffer.alloc(pageSize);
  page.writeUInt16LE(1, 8);
  page.writeUInt16LE(pages.length, 10);
  pages.forEach((target, index) => page.writeBigUInt64LE(BigInt(target), 16 + index * 16 + 8));
  return page;
}

function meta(root: number, transaction: number): Buffer {
  const page = Buffer.alloc(pageSize);
  page.writeUInt32LE(0xed0cdaed, 16);
  page.writeUInt32LE(pageSize, 24);
  page.writeBigUInt64LE(BigInt(root), 32);
  page.writeBigUInt64LE(BigInt(transaction), 64);
  return page;
}

/** A bucket of its own pages, or one that lies in its value. */
function bucketValue(root: number, inline?: Buffer): Buffer {
  const header = Buffer.alloc(16);
  header.writeBigUInt64LE(BigInt(root));
  return inline === undefined ? header : Buffer.concat([header, inline]);
}

function write(pages: Buffer[]): string {
  const path = join(folder, `${pages.length}.db`);
  writeFileSync(path, Buffer.concat(pages));
  return path;
}

const value = (text: string) => Buffer.from(text);
const inner = leaf([{ key: 'CVE-1', value: value('{"FixedVersion":"2"}') }]).subarray(0, 16 + 16 + 5 + 20);
const file = write([
  meta(2, 8),
  meta(3, 9),
  leaf([]),
  branch([4, 5]),
  leaf([{ key: 'debian 12', value: bucketValue(6), bucket: true }]),
  leaf([{ key: 'npm::GitHub', value: bucketValue(0, leaf([]).subarray(0, 16)), bucket: true }]),
  leaf([{ key: 'curl', value: bucketValue(0, inner), bucket: true }]),
]);

test('branches, leaves, buckets in pages and in values, from the later of the two meta pages', () => {
  const root = readBoltFile(file);
  expect([...root.buckets.keys()]).toEqual(['debian 12', 'npm::GitHub']);
  expect([...(root.buckets.get('npm::GitHub')?.().values ?? ['?'])]).toEqual([]);
});

test("Trivy's database: sources, packages, advisories", () => {
  const database = openTrivyDatabase(file);
  expect(sourcesOfType(database, 'npm')).toEqual(['npm::GitHub']);
  expect(sourcesOfType(database, 'pypi')).toEqual([]);
  expect([...database.advisories('debian 12', 'curl')]).toEqual([['CVE-1', '{"FixedVersion":"2"}']]);
  expect(database.advisories('debian 12', 'wget').size).toBe(0);
  expect(database.advisories('debian 99', 'curl').size).toBe(0);
});

test('anything else is refused', () => {
  expect(() => readBoltFile(write([Buffer.alloc(pageSize)]))).toThrow(/is no bbolt file/);
});
