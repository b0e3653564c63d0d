import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { tar } from '../../../test/fixtures/tar-writer.ts';
import { makeZip } from '../../../test/fixtures/zip-writer.ts';
import { redHatVex } from '../feeds/redhat-vex.fixture.ts';
import { updateinfo } from '../feeds/updateinfo.fixture.ts';
import { importPaths } from '../import-paths.ts';
import { openDatabase } from '../store/database.ts';
import { type UpdateOptions, type UpdatePlan, type UpdateReport, knownShards, updateData } from '../updater.ts';
import { type Mirror, serveMirror } from '../../../test/fixtures/mirror.ts';

let mirror: Mirror;
let data: string;
let waits: number[];
let clockTime = 0;

beforeEach(async () => {
  mirror = await serveMirror();
  data = mkdtempSync(join(tmpdir(), 'seawall-update-'));
  waits = [];
});
afterEach(async () => {
  await mirror.close();
  rmSync(data, { recursive: true });
});

function update(shards: string[], more: Partial<UpdateOptions> = {}): Promise<UpdateReport> {
  return updateData(data, shards, {
    now: new Date(Date.UTC(2026, 0, 1) + clockTime++),
    from: mirror.url,
    environment: {},
    signal: new AbortController().signal,
    clock: { now: () => 0, random: () => 0.5, sleep: async (ms) => void waits.push(ms) },
    ...more,
  });
}

function tracker(fixed: string): Buffer {
  const releases = { bookworm: { status: 'resolved', fixed_version: fixed } };
  return Buffer.from(JSON.stringify({ zlib: { 'CVE-2024-1': { releases } }, padding: padding() }));
}

/** Some kilobytes that no compression takes away, so that downloads can break in the middle. */
function padding(): Record<string, object> {
  const entry = { releases: { bookworm: { status: 'open' } } };
  return Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`CVE-2020-${index}`, entry]));
}

function record(id: string, ecosystem: string, name: string, fixed: string, more: object = {}): object {
  const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }];
  return { id, modified: '2025-01-01T00:00:00Z', affected: [{ package: { ecosystem, name }, ranges }], ...more };
}

function zipOf(...records: object[]): Buffer {
  return makeZip(records.map((item, at) => ({ name: `${at}.json`, content: Buffer.from(JSON.stringify(item)) })));
}

function secdb(repository: string, name: string, fixed: string): Buffer {
  const packages = [{ pkg: { name, secfixes: { [fixed]: ['CVE-2024-2'] } } }];
  return Buffer.from(JSON.stringify({ apkurl: 'x', distroversion: 'v3.20', reponame: repository, packages }));
}

function fixedVersion(shard: string, name: string): string | undefined {
  const database = openDatabase(data);
  try {
    return database.rows(shard, name)[0]?.ranges[0]?.fixed;
  } finally {
    database.close();
  }
}

function shards(): readonly string[] {
  const database = openDatabase(data);
  database.close();
  return database.shards;
}

const outcomes = (report: UpdateReport) => report.units.map(({ outcome, why }) => why ?? outcome);
const trackerPath = '/tracker/data/json';

describe('an update', () => {
  test('fetches the files of the shards that are named, and no others', async () => {
    mirror.files.set(trackerPath, { body: tracker('1.2') });
    mirror.files.set('/npm/all.zip', { body: zipOf(record('GHSA-1', 'npm', 'left', '2.0.0')) });
    mirror.files.set('/PyPI/all.zip', { body: zipOf(record('PYSEC-1', 'PyPI', 'right', '3.0')) });
    expect(outcomes(await update(['debian:12', 'npm']))).toEqual(['updated', 'updated']);
    expect(fixedVersion('debian:12', 'zlib')).toBe('1.2');
    expect(fixedVersion('npm', 'left')).toBe('2.0.0');
    expect(shards()).toEqual(['debian:12', 'npm']);
    expect(mirror.asked.some(({ path }) => path.startsWith('/PyPI'))).toBe(false);
    expect(
      readdirSync(join(data, 'db', 'downloads'), { recursive: true, encoding: 'utf8' }).filter((name) =>
        /zip|json/.test(name),
      ),
    ).toEqual([]);
  });

  test('says first how much it is', async () => {
    const body = tracker('1.2');
    mirror.files.set(trackerPath, { body });
    mirror.files.set('/npm/all.zip', { body: zipOf(record('GHSA-1', 'npm', 'left', '2.0.0')), chunked: true });
    const plans: UpdatePlan[] = [];
    const announce = (plan: UpdatePlan) => {
      expect(mirror.asked.every(({ method }) => method === 'HEAD')).toBe(true);
      plans.push(plan);
    };
    await update(['debian:12', 'npm', 'ruby-engines'], { announce });
    expect(plans).toEqual([
      { files: 2, unchanged: 0, bytes: body.length, unsized: 1, seconds: 1, without: ['ruby-engines'] },
    ]);
  });

  test('asks with the validator it was given, and leaves what has not changed', async () => {
    mirror.files.set(trackerPath, { body: tracker('1.2') });
    await update(['debian:12']);
    expect(outcomes(await update(['debian:12']))).toEqual(['unchanged']);
    expect(mirror.gets(trackerPath)).toBe(1);
    mirror.files.set(trackerPath, { body: tracker('1.3') });
    expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
    expect(fixedVersion('debian:12', 'zlib')).toBe('1.3');
  });

  test('asks by date where there is no entity tag, and takes a 304 of the GET too', async () => {
    const served = { body: tracker('1.2'), etag: '', headers: { 'Last-Modified': 'Thu, 01 Jan 2026 00:00:00 GMT' } };
    mirror.files.set(trackerPath, served);
    await update(['debian:12']);
    mirror.files.set(trackerPath, { ...served, first: [{ status: 304 }] });
    expect(outcomes(await update(['debian:12']))).toEqual(['unchanged']);
    expect(mirror.asked.at(-1)?.headers['if-modified-since']).toBe('Thu, 01 Jan 2026 00:00:00 GMT');
  });

  test('fetches again what the database has lost or holds from elsewhere', async () => {
    mirror.files.set(trackerPath, { body: tracker('1.2') });
    await update(['debian:12']);
    const file = join(data, 'older.json');
    writeFileSync(file, tracker('1.1'));
    await importPaths(data, [file], { now: new Date() });
    expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
    expect(fixedVersion('debian:12', 'zlib')).toBe('1.2');
    rmSync(join(data, 'db', 'index.json'));
    expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
  });

  test('leaves out what an ecosystem says about others: a few rows would pass for all', async () => {
    const both = record('GHSA-1', 'npm', 'left', '2.0.0') as { affected: object[] };
    both.affected.push(...(record('x', 'PyPI', 'left', '2.0') as { affected: object[] }).affected);
    mirror.files.set('/npm/all.zip', { body: zipOf(both) });
    await update(['npm']);
    expect(shards()).toEqual(['npm']);
  });

  test('takes both repositories of an Alpine release or none', async () => {
    mirror.files.set('/v3.20/main.json', { body: secdb('main', 'zlib', '1.3-r0') });
    const [missing] = outcomes(await update(['alpine:3.20']));
    expect(missing).toMatch(/community\.json: the server answered HTTP 404$/);
    expect(shards()).toEqual([]);
    mirror.files.set('/v3.20/community.json', { body: Buffer.from('<html>sorry</html>') });
    const [unusable] = outcomes(await update(['alpine:3.20']));
    expect(unusable).toMatch(/^not a form of vulnerability data/);
    expect(shards()).toEqual([]);
    mirror.files.set('/v3.20/community.json', { body: secdb('community', 'go', '1.22-r0') });
    expect(outcomes(await update(['alpine:3.20']))).toEqual(['updated']);
    expect([fixedVersion('alpine:3.20', 'zlib'), fixedVersion('alpine:3.20', 'go')]).toEqual(['1.3-r0', '1.22-r0']);
  });

  describe('of Red Hat', () => {
    const folder = '/data/csaf/v2/vex';
    const tables = '/data/metrics/repository-to-cpe.json';
    const cpe = 'cpe:/o:redhat:enterprise_linux:9::baseos';

    function serveArchive(name: string, version: string): void {
      const vex = redHatVex('CVE-2024-1000', [{ status: 'fixed', cpe, name: 'bash', version, arch: 'x86_64' }]);
      const members = [{ path: '2024/cve-2024-1000.json', body: JSON.stringify(vex) }];
      mirror.files.set(`${folder}/archive_latest.txt`, { body: Buffer.from(`${name}\n`) });
      mirror.files.set(`${folder}/${name}`, { body: zstdCompressSync(tar(members)) });
      mirror.files.set(tables, { body: Buffer.from(JSON.stringify({ data: { 'baseos-rpms': { cpes: [cpe] } } })) });
    }

    test('takes the archive that is named the newest, and what it had from an older one goes', async () => {
      serveArchive('csaf_vex_2026-01-01.tar.zst', '5.1-1.el9');
      expect(outcomes(await update(['redhat:9', 'redhat:8']))).toEqual(['updated']);
      expect(shards()).toEqual(['redhat:9', 'redhat:repositories']);
      expect(knownShards(data)).toEqual(['redhat:9', 'redhat:repositories']);
      expect(fixedVersion('redhat:9', 'bash')).toBe('5.1-1.el9');
      expect(outcomes(await update(knownShards(data)))).toEqual(['unchanged']);
      serveArchive('csaf_vex_2026-01-02.tar.zst', '5.1-2.el9');
      expect(outcomes(await update(knownShards(data)))).toEqual(['updated']);
      const database = openDatabase(data);
      expect(database.rows('redhat:9', 'bash').map(({ ranges }) => ranges)).toEqual([[{ fixed: '5.1-2.el9' }]]);
      expect(database.rows('redhat:repositories', 'baseos-rpms')).toHaveLength(1);
      database.close();
      expect(mirror.gets(tables)).toBe(1);
    });

    test.each(['', '../../etc/passwd', 'a/b', '<html>sorry</html>', `${'x'.repeat(300)}`])(
      'fails when the newest is called %j, and the others go on',
      async (name) => {
        mirror.files.set(`${folder}/archive_latest.txt`, { body: Buffer.from(name) });
        mirror.files.set(trackerPath, { body: tracker('1.2') });
        const report = await update(['redhat:9', 'debian:12']);
        expect(outcomes(report)).toEqual([expect.stringContaining('does not hold the name of a file'), 'updated']);
      },
    );

    test('fails when nobody says which is the newest, and when the archive is cut off', async () => {
      expect(outcomes(await update(['redhat:9']))[0]).toMatch(/archive_latest\.txt: the server answered HTTP 404$/);
      serveArchive('csaf_vex_2026-01-01.tar.zst', '5.1-1.el9');
      const served = mirror.files.get(`${folder}/csaf_vex_2026-01-01.tar.zst`);
      if (served !== undefined) served.body = served.body.subarray(0, served.body.length - 40);
      expect(outcomes(await update(['redhat:9']))[0]).toMatch(/cannot be unpacked/);
      expect(shards()).toEqual([]);
    });
  });

  describe('of Amazon', () => {
    const lists = { 2: '/2/core/latest/x86_64/mirror.list', 2023: '/al2023/core/mirrors/latest/x86_64/mirror.list' };

    function serveRepository(release: 2 | 2023, id: string, version: string): void {
      const folder = `/${release}/core/guid`;
      const notices = updateinfo([{ id, cves: ['CVE-2024-1000'], packages: [`bash 0 ${version} 1 x86_64`] }]);
      const index =
        '<?xml version="1.0"?><repomd xmlns="http://linux.duke.edu/metadata/repo"><revision>1</revision>' +
        '<data type="primary"><location href="repodata/primary.xml.gz"/></data>' +
        '<data type="updateinfo"><location href="repodata/updateinfo.xml.gz"/></data></repomd>';
      mirror.files.set(lists[release], {
        body: Buffer.from(`https://cdn.example${folder}/\nhttps://other.example/x\n`),
      });
      mirror.files.set(`${folder}/repodata/repomd.xml`, { body: Buffer.from(index) });
      mirror.files.set(`${folder}/repodata/updateinfo.xml.gz`, { body: gzipSync(notices) });
    }

    test('finds the notices of each release by its list of mirrors and the index, at the host that was named', async () => {
      serveRepository(2, 'ALAS2-2024-1', '4.2');
      serveRepository(2023, 'ALAS2023-2024-1', '5.2');
      expect(outcomes(await update(['amzn:2', 'amzn:2023']))).toEqual(['updated', 'updated']);
      expect([fixedVersion('amzn:2', 'bash'), fixedVersion('amzn:2023', 'bash')]).toEqual(['4.2-1', '5.2-1']);
      expect(outcomes(await update(['amzn:2', 'amzn:2023']))).toEqual(['unchanged', 'unchanged']);
    });

    test.each([
      ['a list without an address', lists[2], 'sorry', /mirror\.list does not hold the address of a repository$/],
      ['a list that leads elsewhere', lists[2], 'https://x/a%2f..%2fb', /does not hold the address of a repository$/],
      [
        'an index without notices',
        '/2/core/guid/repodata/repomd.xml',
        '<repomd/>',
        /repomd\.xml names no file of notices$/,
      ],
      [
        'an index that leads elsewhere',
        '/2/core/guid/repodata/repomd.xml',
        '<repomd><data type="updateinfo"><location href="../../../x"/></data></repomd>',
        /names its file of notices in a way that is not read$/,
      ],
      ['an index that is none', '/2/core/guid/repodata/repomd.xml', '<html>', /./],
    ])('fails with %s, and the others go on', async (_, path, text, why) => {
      serveRepository(2, 'ALAS2-2024-1', '4.2');
      mirror.files.set(path, { body: Buffer.from(text) });
      mirror.files.set(trackerPath, { body: tracker('1.2') });
      expect(outcomes(await update(['amzn:2', 'debian:12']))).toEqual([expect.stringMatching(why), 'updated']);
    });
  });

  test('goes on with the other sources when one fails, and keeps what there was of that', async () => {
    mirror.files.set(trackerPath, { body: tracker('1.2') });
    mirror.files.set('/npm/all.zip', { body: zipOf(record('GHSA-1', 'npm', 'left', '2.0.0')) });
    await update(['debian:12', 'npm']);
    mirror.files.set(trackerPath, { body: tracker('1.3').subarray(0, 900) });
    mirror.files.set('/npm/all.zip', { body: zipOf(record('GHSA-1', 'npm', 'left', '2.0.1')) });
    const [debian, npm] = outcomes(await update(['debian:12', 'npm']));
    expect(debian).toMatch(/^Debian security tracker: /);
    expect(npm).toBe('updated');
    expect([fixedVersion('debian:12', 'zlib'), fixedVersion('npm', 'left')]).toEqual(['1.2', '2.0.1']);
    // What was refused is not taken for known.
    mirror.files.set(trackerPath, { body: tracker('1.3') });
    expect(outcomes(await update(['debian:12', 'npm']))).toEqual(['updated', 'unchanged']);
  });

  test('gives up on a server that is not there, at once and in one line', async () => {
    const gone = await serveMirror();
    await gone.close();
    const [why] = outcomes(await update(['npm'], { from: gone.url }));
    expect(why).toMatch(/^127\.0\.0\.1:\d+: connection refused/);
  });

  test('serves the same paths below a folder of the mirror', async () => {
    mirror.files.set('/advisories/npm/all.zip', { body: zipOf(record('GHSA-1', 'npm', 'left', '2.0.0')) });
    expect(outcomes(await update(['npm'], { from: new URL('advisories/', mirror.url) }))).toEqual(['updated']);
  });

  test('ends when it is told to', async () => {
    mirror.files.set(trackerPath, { body: tracker('1.2'), pieces: 1 });
    const controller = new AbortController();
    const stop = update(['debian:12'], { signal: controller.signal, progress: () => controller.abort() });
    await expect(stop).rejects.toThrow(/abort/i);
    expect(shards()).toEqual([]);
  });

  test('runs once at a time', async () => {
    mirror.files.set(trackerPath, { body: tracker('1.2'), pieces: 100 });
    let second: Promise<unknown> | undefined;
    const progress = () => {
      second ??= expect(update(['debian:12'])).rejects.toThrow('another update of this database');
    };
    await update(['debian:12'], { progress, clock: { now: Date.now, random: () => 0, sleep: async () => undefined } });
    await second;
  });

  test('knows what to update: what there is, and nothing besides', async () => {
    expect(knownShards(data)).toEqual([]);
    mirror.files.set('/npm/all.zip', {
      body: zipOf(record('GHSA-1', 'npm', 'left', '2.0.0', { aliases: ['CVE-2024-3'] })),
    });
    await update(['npm']);
    expect(knownShards(data)).toEqual(['npm']);
  });
});

describe('a server with faults', () => {
  const body = tracker('1.2');

  test('is followed through redirects', async () => {
    mirror.files.set(trackerPath, {
      body: Buffer.alloc(0),
      first: [{ status: 302, headers: { Location: '/elsewhere' } }],
    });
    mirror.files.set('/elsewhere', { body });
    expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
  });

  test('is given the time that it asks for, within bounds', async () => {
    const busy = (after: string) => ({ status: 429, headers: { 'Retry-After': after } });
    mirror.files.set(trackerPath, { body, first: [busy('7'), busy('86400')] });
    expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
    expect(waits).toEqual([7000, 60_000]);
  });

  test('that stays busy is given up', async () => {
    mirror.files.set(trackerPath, { body, first: Array.from({ length: 9 }, () => ({ status: 429 })) });
    expect(outcomes(await update(['debian:12']))[0]).toMatch(/HTTP 429$/);
  });

  test('that breaks off is asked for the rest, also by a later update', async () => {
    mirror.files.set(trackerPath, { body, breakAfter: [1000, 2000] });
    expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
    const ranges = mirror.asked.map(({ headers }) => headers.range).filter((range) => range !== undefined);
    expect(ranges).toEqual(['bytes=1000-', 'bytes=3000-']);
    expect(
      mirror.asked.findLast(({ method, path }) => method === 'GET' && path === trackerPath)?.headers['if-range'],
    ).toMatch(/^"/);

    const next = tracker('1.3');
    mirror.files.set(trackerPath, { body: next, breakAfter: [1500, 0, 0, 0] });
    expect(outcomes(await update(['debian:12']))[0]).toMatch(/broke off/);
    expect(fixedVersion('debian:12', 'zlib')).toBe('1.2');
    mirror.files.set(trackerPath, { body: next });
    mirror.asked.length = 0;
    expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
    expect(mirror.asked.find(({ method }) => method === 'GET')?.headers.range).toBe('bytes=1500-');
    expect(fixedVersion('debian:12', 'zlib')).toBe('1.3');
  });

  test('that has another file by then is read from the start', async () => {
    mirror.files.set(trackerPath, { body, breakAfter: [1000, 0, 0, 0] });
    await update(['debian:12']);
    mirror.files.set(trackerPath, { body: tracker('1.4') });
    expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
    expect(fixedVersion('debian:12', 'zlib')).toBe('1.4');
  });

  test('that knows no ranges, or has nothing behind what is here, is read from the start', async () => {
    mirror.files.set(trackerPath, { body, breakAfter: [1000], wholeOnly: true });
    expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
    const next = tracker('1.3');
    mirror.files.set(trackerPath, { body: next, breakAfter: [1000, 0, 0, 0] });
    await update(['debian:12']);
    mirror.files.set(trackerPath, { body: next, first: [{ status: 416 }] });
    expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
  });

  test('that sends other bytes than its checksum is not believed, twice', async () => {
    const sum = createHash('md5').update(body).digest('base64');
    mirror.files.set(trackerPath, { body, headers: { 'x-goog-hash': `crc32c=AAAAAA==, md5=${sum}` } });
    expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
    const next = tracker('1.3');
    mirror.files.set(trackerPath, { body: next, headers: { 'x-goog-hash': `md5=${sum}` } });
    expect(outcomes(await update(['debian:12']))[0]).toMatch(/has another checksum than the server says, twice$/);
    expect(mirror.gets(trackerPath)).toBe(3);
    expect(fixedVersion('debian:12', 'zlib')).toBe('1.2');
  });

  test('a mirror may say the checksum in a file beside', async () => {
    const sum = createHash('sha256').update(body).digest('hex');
    mirror.files.set(trackerPath, { body });
    mirror.files.set(`${trackerPath}.sha256`, { body: Buffer.from(`${'0'.repeat(64)}  json\n`) });
    expect(outcomes(await update(['debian:12']))[0]).toMatch(/another checksum/);
    mirror.files.set(`${trackerPath}.sha256`, { body: Buffer.from(`${sum}  json\n`) });
    expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
  });

  test('that is slow is waited for; one that falls silent is not', async () => {
    mirror.files.set(trackerPath, { body, pieces: 500 });
    expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
    mirror.files.set('/npm/all.zip', { body, silent: true });
    const [why] = outcomes(await update(['npm'], { timeouts: { headers: 30 } }));
    expect(why).toMatch(/no answer within 30 ms/);
  });
});

test('a note of an earlier update that is damaged costs a fetch, and nothing else', async () => {
  mirror.files.set(trackerPath, { body: tracker('1.2') });
  await update(['debian:12']);
  const note = join(data, 'db', 'updates.json');
  expect(existsSync(note)).toBe(true);
  expect(readFileSync(note, 'utf8')).not.toContain('@');
  writeFileSync(note, '{"files":[["http://x",{"imported":1}],7]}');
  expect(outcomes(await update(['debian:12']))).toEqual(['updated']);
});
