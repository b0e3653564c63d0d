import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/model/index.ts';
import { debianImage, vulnerablePackages } from '../fixtures/debian-image.ts';
import { tar } from '../fixtures/tar-writer.ts';
import { writeArchive } from './image-files.ts';
import { entries, scanJson, seawall } from './seawall.ts';
import { trackerDatabase } from './tracker-fixture.ts';

let folder: string;
let data: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-rescan-'));
  data = await trackerDatabase();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
});

const layers = Array.from({ length: 6 }, (_, at) => tar([{ path: `opt/${at}`, body: String(at).repeat(200_000) }]));
const image = debianImage(vulnerablePackages, layers);

/** What two scans of one image must agree on. */
function verdict(result: ScanResult): object {
  return { ...result, scannedAt: 'now' };
}

describe('a second scan', () => {
  test('says the same as the first, and as one without the cache', async () => {
    const file = writeArchive(folder, 'same.tar', image);
    const first = await scanJson(file, data);
    expect(first.complete).toBe(true);
    expect(first.findings.length).toBeGreaterThan(0);
    expect(verdict(await scanJson(file, data))).toEqual(verdict(first));
    expect(verdict(await scanJson(file, data, ['--no-cache']))).toEqual(verdict(first));
  });

  test('is matched anew after an import, and otherwise asks no shard', async () => {
    const own = await trackerDatabase();
    const file = writeArchive(folder, 'matched.tar', image);
    const ids = ({ findings }: ScanResult) => findings.map(({ ruleId }) => ruleId);
    const before = ids(await scanJson(file, own));
    expect(before).not.toContain('CVE-2099-7777');
    const record = {
      id: 'CVE-2099-7777',
      modified: '2099-01-01T00:00:00Z',
      affected: [
        {
          package: { ecosystem: 'Debian:12', name: 'hello' },
          ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
        },
      ],
    };
    writeFileSync(join(own, 'more.json'), JSON.stringify(record));
    const { code } = await seawall(['db', 'import', join(own, 'more.json'), '--data-dir', own]);
    expect(code).toBe(0);
    expect(ids(await scanJson(file, own)).toSorted()).toEqual([...before, 'CVE-2099-7777'].toSorted());
    // Whoever asks a shard that is gone is told so.
    rmSync(join(own, 'db/shards'), { recursive: true });
    expect(ids(await scanJson(file, own)).toSorted()).toEqual([...before, 'CVE-2099-7777'].toSorted());
    await expect(scanJson(file, own, ['--no-cache'])).rejects.toThrow('is gone');
    rmSync(own, { recursive: true });
  });

  test.skipIf(!existsSync('/proc/self/io'))('reads no byte of a layer again', async () => {
    const file = writeArchive(folder, 'unread.tar', image);
    await scanJson(file, data);
    const before = await bytesRead(['scan', 'image', file, '--data-dir', data, '--no-cache']);
    const again = await bytesRead(['scan', 'image', file, '--data-dir', data]);
    expect(before - again).toBeGreaterThan(0.9 * Buffer.concat(image.layers).length);
  });

  test('reads a layer whose bytes were changed, also when its times were set back', async () => {
    const file = writeArchive(folder, 'changed.tar', image);
    await scanJson(file, data);
    const { atime, mtime } = statSync(file);
    const bytes = readFileSync(file);
    bytes[bytes.indexOf('5'.repeat(1000)) + 500] = 0x58;
    writeFileSync(file, bytes);
    utimesSync(file, atime, mtime);
    const result = await scanJson(file, data);
    expect(result.complete).toBe(false);
    expect(result.problems).toEqual([
      { where: 'layer 6', what: expect.stringContaining('it was changed or damaged'), fatal: true },
    ]);
    expect(verdict(await scanJson(file, data))).toEqual(verdict(result));
  });
});

describe('one data directory', () => {
  test('serves many scans at once', async () => {
    const own = mkdtempSync(join(folder, 'shared-'));
    const files = [0, 1, 2, 3].map((at) => writeArchive(folder, `${at}.tar`, image));
    const results = await Promise.all(files.map((file) => scanJson(file, own, ['--only', 'packages'])));
    for (const { complete, packages } of results) {
      expect({ complete, names: packages.map(({ name }) => name) }).toEqual({
        complete: true,
        names: ['hello', 'openssl'],
      });
    }
  });

  test('is usable after a scan was killed, at whatever moment', async () => {
    const own = mkdtempSync(join(folder, 'killed-'));
    const file = writeArchive(folder, 'killed.tar', image);
    for (const patience of [50, 100, 150, 200, 300, 400, 600, 900]) {
      await killedScan(['scan', 'image', file, '--data-dir', own], patience);
    }
    const result = await scanJson(file, own, ['--only', 'packages']);
    expect(result.complete).toBe(true);
    expect(verdict(result)).toEqual(verdict(await scanJson(file, own, ['--only', 'packages', '--no-cache'])));
  });

  test.each([
    ['noise', Buffer.alloc(100_000, 'noise')],
    ['nothing', Buffer.alloc(0)],
    ['its first page only', undefined],
  ])('with a cache of %s gets a new one', async (_what, bytes) => {
    const own = mkdtempSync(join(folder, 'damaged-'));
    const file = writeArchive(folder, 'damaged.tar', image);
    const first = await scanJson(file, own, ['--only', 'packages']);
    const cache = join(own, 'facts.db');
    writeFileSync(cache, bytes ?? readFileSync(cache).subarray(0, 4096));
    expect(verdict(await scanJson(file, own, ['--only', 'packages']))).toEqual(verdict(first));
    expect(verdict(await scanJson(file, own, ['--only', 'packages']))).toEqual(verdict(first));
  });
});

/** What a run of the command read from files in all, as the kernel counts it. */
async function bytesRead(args: readonly string[]): Promise<number> {
  const hook = `process.on('exit', () => process.stderr.write(require('node:fs').readFileSync('/proc/self/io', 'utf8')))`;
  const file = join(folder, 'count.cjs');
  writeFileSync(file, hook);
  const child = spawn(process.execPath, ['--require', file, entries.bundle, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await new Promise((done) => child.once('close', done));
  // Worker threads load the hook too, and count for the whole process; the last one is the command itself.
  const counts = [...text.matchAll(/^rchar: (\d+)$/gm)].map(([, count]) => Number(count));
  return Math.max(...counts);
}

async function killedScan(args: readonly string[], patience: number): Promise<void> {
  const child = spawn(process.execPath, [entries.bundle, ...args], { stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  await new Promise((done) => child.once('close', done));
  clearTimeout(timer);
}
