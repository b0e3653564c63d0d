import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tar } from '../../test/fixtures/tar-writer.ts';
import { databaseStatus } from './database-status.ts';
import { importPaths } from './import-paths.ts';
import { openDatabase } from './store/database.ts';

let root: string;
let data: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seawall-import-'));
  data = join(root, 'data');
});
afterEach(() => rmSync(root, { recursive: true }));

const now = new Date('2026-01-02T03:04:05Z');

function file(name: string, content: string | Buffer | object): string {
  const path = join(root, 'in', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return path;
}

function tracker(name: string, fixed: string, id = 'CVE-2023-1') {
  return { [name]: { [id]: { releases: { bookworm: { status: 'resolved', fixed_version: fixed } } } } };
}

function osv(id: string, name: string, fixed: string, extra: object = {}) {
  const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }];
  const affected = [{ package: { ecosystem: 'npm', name }, ranges }];
  return { id, modified: '2024-01-01T00:00:00Z', affected, ...extra };
}

async function run(...paths: string[]) {
  return importPaths(data, paths, { now });
}

function fixes(shard: string, name: string): (string | undefined)[] {
  const database = openDatabase(data);
  try {
    return database.rows(shard, name).flatMap(({ ranges }) => ranges.map(({ fixed }) => fixed));
  } finally {
    database.close();
  }
}

describe('importing', () => {
  test.each([
    ['plain', (text: Buffer) => text],
    ['gzip', (text: Buffer) => gzipSync(text)],
    ['zstd', (text: Buffer) => zstdCompressSync(text)],
  ])('a %s file is known by its content, whatever its name', async (_, pack) => {
    const report = await run(file('whatever.bin', pack(Buffer.from(JSON.stringify(tracker('openssl', '3.0'))))));
    expect(report.imported).toMatchObject([{ feed: 'debian-tracker', records: 1, rows: 1 }]);
    expect(report.skipped).toEqual([]);
    expect(fixes('debian:12', 'openssl')).toEqual(['3.0']);
  });

  test.skipIf(spawnSync('zip', ['-v']).status !== 0)('a real zip and a folder are walked', async () => {
    file('osv/a.json', osv('GHSA-1', 'left-pad', '1.0.0'));
    file('osv/b.json', osv('GHSA-2', 'right-pad', '2.0.0'));
    spawnSync('zip', ['-qr', '../all.zip', '.'], { cwd: join(root, 'in', 'osv') });
    const report = await run(join(root, 'in'));
    expect(report.imported.map(({ files }) => files)).toEqual([2, 2]);
    expect(fixes('npm', 'right-pad')).toEqual(['2.0.0']);
  });

  test('names every file that it skips, with the reason', async () => {
    file('a-notes.txt', 'hello');
    file('b-cut.json', '{"openssl":{"CVE-2023-1":{"releases"');
    file('c-damaged.gz', gzipSync(JSON.stringify(tracker('x', '1'))).subarray(0, 30));
    file('d-empty', '');
    file('e-bad.zip', Buffer.from('PK\x03\x04nothing'));
    symlinkSync('/etc/passwd', join(root, 'in', 'f-link'));
    file('g-good.json', tracker('curl', '7'));
    const report = await run(join(root, 'in'));
    expect(report.imported).toHaveLength(1);
    expect(report.skipped.map(({ path, reason }) => [path.split('/').at(-1)?.slice(0, 1), reason])).toEqual([
      ['a', expect.stringContaining('not a form')],
      ['b', expect.stringContaining('ends in the middle')],
      ['c', expect.stringContaining('cannot be unpacked')],
      ['d', expect.stringContaining('not a form')],
      ['e', expect.stringContaining('not a zip archive')],
      ['f', 'not a regular file'],
    ]);
  });

  test('a tar of records is one thing, read whole or not at all', async () => {
    const records = ['a', 'b', 'c'].map((name) => ({
      path: `osv/${name}.json`,
      body: JSON.stringify(osv(`GHSA-${name}`, name, '2.0.0')),
    }));
    const packed = zstdCompressSync(tar(records));
    const report = await run(file('all.tar.zst', packed));
    expect(report.imported).toMatchObject([{ feed: 'osv', files: 3, rows: 3, path: join(root, 'in', 'all.tar.zst') }]);
    expect(fixes('npm', 'b')).toEqual(['2.0.0']);
    const next = tar(records.map(({ path, body }) => ({ path, body: body.replaceAll('2.0.0', '3.0.0') })));
    const broken = await run(file('all.tar.zst', gzipSync(next.subarray(0, next.length - 1500))));
    expect(broken.imported).toEqual([]);
    expect(broken.skipped).toHaveLength(1);
    expect(fixes('npm', 'b')).toEqual(['2.0.0']);
    expect((await run(file('all.tar.zst', gzipSync(next)))).imported).toHaveLength(1);
    expect(fixes('npm', 'b')).toEqual(['3.0.0']);
  });

  test.skipIf(spawnSync('zip', ['-v']).status !== 0)('an archive with nothing for us is one skipped file', async () => {
    file('notes/a.txt', 'hello');
    file('notes/b.txt', 'hello');
    spawnSync('zip', ['-qr', '../notes.zip', '.'], { cwd: join(root, 'in', 'notes') });
    const report = await run(join(root, 'in', 'notes.zip'));
    expect(report.skipped).toEqual([
      { path: join(root, 'in', 'notes.zip'), reason: expect.stringContaining('none of its 2 files') as string },
    ]);
  });

  test('a file that breaks off half way leaves nothing behind, not even its good half', async () => {
    await run(file('tracker.json', tracker('openssl', '3.0')));
    const cut = JSON.stringify({ ...tracker('openssl', '9.9'), ...tracker('zlib', '1') }).slice(0, -3);
    const report = await run(file('tracker.json', cut), file('other.json', osv('GHSA-1', 'left-pad', '1.0.0')));
    expect(report.skipped).toHaveLength(1);
    expect([fixes('debian:12', 'openssl'), fixes('debian:12', 'zlib')]).toEqual([['3.0'], []]);
  });

  test('nothing recognised: nothing is written', async () => {
    const report = await run(file('x.txt', 'hello'));
    expect([report.imported, report.shards]).toEqual([[], []]);
    expect(openDatabase(data).shards).toEqual([]);
  });

  test('a path that does not exist is a usage error', async () => {
    await expect(run(join(root, 'nowhere'))).rejects.toMatchObject({ kind: 'usage' });
  });

  test('a hostile package name is left out', async () => {
    const report = await run(file('x.json', { ...tracker('ok', '1'), ...tracker('a\tb', '1') }));
    expect(report.imported[0]).toMatchObject({ rows: 1, problemCount: 1 });
  });
});

describe('importing again', () => {
  test('replaces the rows of a source and keeps those of others', async () => {
    const debian = {
      id: 'DSA-1-1',
      modified: '2024-01-01T00:00:00Z',
      affected: [{ package: { ecosystem: 'Debian:12', name: 'openssl' }, versions: ['1'] }],
    };
    await run(
      file('tracker.json', { ...tracker('openssl', '3.0'), ...tracker('zlib', '1') }),
      file('dsa.json', debian),
    );
    await run(file('new-tracker.json', tracker('openssl', '3.1')));
    const database = openDatabase(data);
    expect(database.rows('debian:12', 'openssl')).toMatchObject([{ source: 'osv' }, { ranges: [{ fixed: '3.1' }] }]);
    expect(database.rows('debian:12', 'zlib')).toEqual([]);
    expect(database.sources('debian:12').map(({ source, records }) => [source, records])).toEqual([
      [expect.stringMatching(/^osv .*dsa\.json$/), 1],
      ['debian-tracker', 1],
    ]);
    database.close();
  });

  test('a record that is gone from a folder is gone from every shard', async () => {
    file('own/a.json', osv('ORG-1', 'left-pad', '1.0.0'));
    const second = file('own/b.json', osv('ORG-2', 'right-pad', '1.0.0'));
    const third = file('own/c.json', {
      ...osv('ORG-3', 'x', '1'),
      affected: [{ package: { ecosystem: 'Go', name: 'example.org/x' }, versions: ['1'] }],
    });
    await run(join(root, 'in', 'own'));
    expect(openDatabase(data).shards).toEqual(['go', 'npm']);
    rmSync(second);
    rmSync(third);
    const report = await run(join(root, 'in', 'own'));
    expect([report.shards, report.removed]).toEqual([['npm'], ['go']]);
    expect(openDatabase(data).shards).toEqual(['npm']);
    expect([fixes('npm', 'left-pad'), fixes('npm', 'right-pad')]).toEqual([['1.0.0'], []]);
  });

  test('a release that a new tracker export leaves out keeps what is known about it', async () => {
    const old = { a: { 'CVE-1-1': { releases: { bullseye: { status: 'open' }, bookworm: { status: 'open' } } } } };
    await run(file('tracker.json', old));
    await run(file('tracker.json', tracker('a', '2')));
    expect(openDatabase(data).shards).toEqual(['debian:11', 'debian:12']);
  });

  test('of two files with the same record, the newer record counts, in either order', async () => {
    const older = osv('GHSA-1', 'left-pad', '1.0.0');
    const newer = osv('GHSA-1', 'left-pad', '2.0.0', { modified: '2025-01-01T00:00:00Z' });
    await run(file('x/older.json', older), file('y/newer.json', newer));
    expect(fixes('npm', 'left-pad')).toEqual(['2.0.0']);
    await run(file('x/older.json', older));
    expect(fixes('npm', 'left-pad')).toEqual(['2.0.0']);
  });

  test('the same files give the same shard files', async () => {
    const path = file('tracker.json', tracker('openssl', '3.0'));
    await run(path);
    const before = readdirSync(join(data, 'db', 'shards'));
    await run(path);
    expect(readdirSync(join(data, 'db', 'shards'))).toEqual(before);
  });

  test('an open database keeps its state', async () => {
    await run(file('tracker.json', tracker('openssl', '3.0')));
    const database = openDatabase(data);
    await run(file('tracker.json', tracker('openssl', '3.1')));
    expect(database.rows('debian:12', 'openssl')[0]?.ranges).toEqual([{ fixed: '3.0' }]);
    database.close();
    expect(fixes('debian:12', 'openssl')).toEqual(['3.1']);
  });

  test('files of older generations go once no reader can want them', async () => {
    const folder = join(data, 'db', 'shards');
    await run(file('tracker.json', tracker('openssl', '3.0')));
    await run(file('tracker.json', tracker('openssl', '3.1')));
    expect(readdirSync(folder)).toHaveLength(2);
    writeFileSync(join(folder, 'left-by-a-killed-import'), 'x');
    const later = new Date(now.getTime() + 24 * 60 * 60 * 1000);
    await importPaths(data, [file('tracker.json', tracker('openssl', '3.2'))], { now: later });
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

describe('a data directory that cannot be written', () => {
  test.each(['shards', 'import.lock', 'spool'])('%s in the way: one line, and nothing changed', async (name) => {
    mkdirSync(join(data, 'db'), { recursive: true });
    if (name === 'import.lock') mkdirSync(join(data, 'db', name));
    else symlinkSync('/dev/null', join(data, 'db', name));
    const outcome = run(file('tracker.json', tracker('openssl', '3.0')));
    if (name === 'spool') await expect(outcome).resolves.toMatchObject({ shards: ['debian:12'] });
    else await expect(outcome).rejects.toMatchObject({ kind: 'no-verdict', code: 'database-unwritable' });
  });
});

describe('two imports at once', () => {
  test('wait for each other, and both are in the database', async () => {
    const reports = await Promise.all([
      run(file('tracker.json', tracker('openssl', '3.0'))),
      run(file('a.json', osv('GHSA-1', 'left-pad', '1.0.0'))),
    ]);
    expect(reports.map(({ imported }) => imported.length)).toEqual([1, 1]);
    expect([fixes('debian:12', 'openssl'), fixes('npm', 'left-pad')]).toEqual([['3.0'], ['1.0.0']]);
    expect(readdirSync(join(data, 'db')).toSorted()).toEqual(['import.lock', 'index.json', 'shards']);
  });

  test('the second gives up with one line when the first takes too long', async () => {
    await run(file('tracker.json', tracker('openssl', '3.0')));
    let second: Promise<unknown> | undefined;
    const path = file('tracker.json', tracker('openssl', '3.1'));
    await importPaths(data, [path], {
      now,
      progress({ step }) {
        if (step !== 'reading') return;
        second = importPaths(data, [path], { now, lockWaitMs: 0 });
        second.catch(() => {});
      },
    });
    await expect(second).rejects.toMatchObject({ code: 'database-locked', kind: 'no-verdict' });
  });
});

describe('status', () => {
  test('tells what is there, since when and how new', async () => {
    await run(
      file('tracker.json', tracker('openssl', '3.0')),
      file('a.json', osv('GHSA-1', 'x', '1.0.0', { aliases: ['CVE-2024-1234'] })),
    );
    const status = databaseStatus(data);
    expect(status).toMatchObject({
      details: 1,
      sources: [
        { shard: 'debian:12', source: 'debian-tracker', records: 1, imported: now.toISOString(), starter: false },
        { shard: 'npm', records: 1, newest: '2024-01-01T00:00:00Z' },
      ],
    });
    expect(status.sources[0]).not.toHaveProperty('newest');
    expect(status.bytes).toBeGreaterThan(100);
  });

  test('an empty data directory has an empty database', () => {
    expect(databaseStatus(join(root, 'nothing'))).toMatchObject({ bytes: 0, sources: [], details: 0 });
  });

  test.each([
    '{',
    '{"version":2,"shards":[],"retired":[]}',
    '{"version":1,"shards":[["npm",{"file":"../../etc/passwd"}]],"retired":[]}',
    'null',
  ])('an index of %s is damaged or of a newer Seawall', async (text) => {
    await run(file('tracker.json', tracker('openssl', '3.0')));
    writeFileSync(join(data, 'db', 'index.json'), text);
    expect(() => openDatabase(data)).toThrow(/damaged or of a newer Seawall/);
    expect(readFileSync(join(data, 'db', 'index.json'), 'utf8')).toBe(text);
  });
});
