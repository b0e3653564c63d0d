import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { redHatVex } from '../../src/advisory/feeds/redhat-vex.fixture.ts';
import { debianImage, vulnerablePackages } from '../fixtures/debian-image.ts';
import { type Mirror, serveMirror } from '../fixtures/mirror.ts';
import { detailPaths, serveDetails } from '../fixtures/mirror-details.ts';
import { tar } from '../fixtures/tar-writer.ts';
import { writeArchive } from './image-files.ts';
import { scanJson, seawall, seawallAtTerminal } from './seawall.ts';

let mirror: Mirror;
let folder: string;
let data: string;

beforeEach(async () => {
  mirror = await serveMirror();
  folder = mkdtempSync(join(tmpdir(), 'seawall-update-'));
  data = join(folder, 'data');
});
afterEach(async () => {
  await mirror.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A package of the test image that is its own source. */
const vulnerable = vulnerablePackages[1]?.name ?? '';
const update = (...args: string[]) => seawall(['db', 'update', '--data-dir', data, ...args]);
const fromMirror = (...args: string[]) => update('--from', mirror.url.href, ...args);

function serveTracker(): void {
  const entry = { releases: { bookworm: { status: 'open', urgency: 'not yet assigned' } } };
  mirror.files.set('/tracker/data/json', {
    body: Buffer.from(JSON.stringify({ [vulnerable]: { 'CVE-2024-1': entry } })),
  });
}

describe('db update', () => {
  test('says how much it is, fetches, and says what is new', async () => {
    serveTracker();
    serveDetails(mirror);
    const first = await fromMirror('--for', 'debian:12');
    expect(first).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^Fetching 5 files, 0\.0 MiB; about 1 s\.\n$/),
    });
    const titles = [
      'Debian security tracker (debian:12)',
      'CISA KEV (kev)',
      'EPSS (epss)',
      'distro-info of Debian (distro-info-debian)',
      'distro-info of Ubuntu (distro-info-ubuntu)',
    ];
    expect(first.stdout).toBe(
      `${titles.map((title) => `${title}: updated, 0.0 MiB fetched\n`).join('')}3 shards written.\n`,
    );
    const stdout = titles.map((title) => `${title}: unchanged\n`).join('');
    expect(await fromMirror()).toMatchObject({ code: 0, stdout, stderr: '' });
  });

  test('asks Red Hat which archive is the newest, and fetches that', async () => {
    const cpe = 'cpe:/o:redhat:enterprise_linux:9::baseos';
    const vex = redHatVex('CVE-2024-1000', [
      { status: 'fixed', cpe, name: 'bash', version: '5-1.el9', arch: 'x86_64' },
    ]);
    const archive = zstdCompressSync(tar([{ path: '2024/cve-2024-1000.json', body: JSON.stringify(vex) }]));
    const tables = JSON.stringify({ data: { 'baseos-rpms': { cpes: [cpe] } } });
    const folder = '/data/csaf/v2/vex';
    mirror.files.set(`${folder}/archive_latest.txt`, { body: Buffer.from('csaf_vex_2026-01-01.tar.zst') });
    mirror.files.set(`${folder}/csaf_vex_2026-01-01.tar.zst`, { body: archive });
    mirror.files.set('/data/metrics/repository-to-cpe.json', { body: Buffer.from(tables) });
    const first = await fromMirror('--for', 'rhel:9.4');
    expect(first.stdout).toContain('Red Hat VEX (redhat:9): updated, 0.0 MiB fetched\n');
    expect(first.stdout).toMatch(/\n2 shards written\.\n$/);
    const second = await fromMirror();
    expect(second.stdout).toContain('Red Hat VEX (redhat:9, redhat:repositories): unchanged\n');
  });

  test('of a database that knows nothing asks what to fetch', async () => {
    const { code, stderr } = await fromMirror();
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'seawall: nothing to update yet: name what you scan, as in: seawall db update --for debian:12,npm\n',
    });
  });

  test('with names or addresses that make no sense does nothing', async () => {
    expect((await fromMirror('--for', 'debain:12')).code).toBe(2);
    expect((await update('--for', 'npm', '--from', 'ftp://x/')).stderr).toMatch(
      /^seawall: --from ftp:.*expected the http/,
    );
    expect(mirror.asked).toEqual([]);
  });

  test('ends with 3 when nothing can be had, and with 0 when something can', async () => {
    // What comes along says nothing about packages: it is no success.
    serveDetails(mirror);
    const nothing = await fromMirror('--for', 'debian:12');
    expect(nothing.code).toBe(3);
    expect(nothing.stderr).toMatch(/debian:12\): not updated: .*HTTP 404\nseawall: nothing could be fetched/);
    expect((await fromMirror('--for', 'ruby-engines')).code).toBe(3);
    serveTracker();
    const some = await fromMirror('--for', 'debian:12,npm');
    expect(some.code).toBe(0);
    expect(some.stderr).toContain('OSV (npm): not updated: ');
  });

  test('fetches which CVEs are exploited with everything else, or alone, and goes on without', async () => {
    serveDetails(mirror);
    const alone = await fromMirror('--for', 'kev,epss');
    expect(alone).toMatchObject({ code: 0, stdout: expect.stringMatching(/^CISA KEV \(kev\): updated.*\nEPSS/) });
    expect(mirror.asked.some(({ path }) => path === detailPaths.debian)).toBe(false);
    const { stdout } = await seawall(['db', 'status', '--data-dir', data]);
    expect(stdout).toMatch(/^No vulnerability data in .*\n.*; 2 records about CVEs as such\.\n$/);
    serveTracker();
    mirror.files.delete(detailPaths.kev);
    const without = await fromMirror('--for', 'debian:12');
    expect(without.code).toBe(0);
    expect(without.stderr).toMatch(/CISA KEV \(kev\): not updated: .*HTTP 404/);
    expect(without.stdout).toMatch(/debian:12\): updated.*\nEPSS \(epss\): unchanged\n/);
  });

  test('fetches what a scan asked for and did not find', async () => {
    const archive = writeArchive(folder, 'image.tar', debianImage(vulnerablePackages));
    const before = await scanJson(archive, data);
    expect(before.notChecked.length).toBeGreaterThan(0);
    serveTracker();
    expect((await fromMirror()).stdout).toContain('debian:12): updated');
    const after = await scanJson(archive, data);
    expect(after.findings.map(({ ruleId }) => ruleId)).toContain('CVE-2024-1');
  });
});

describe('scan --update', () => {
  test('fetches what the image needs, and only that, before it scans', async () => {
    serveTracker();
    const archive = writeArchive(folder, 'image.tar', debianImage(vulnerablePackages));
    const environment = { SEAWALL_FROM: mirror.url.href };
    const { findings } = await scanJson(archive, data, ['--update'], { environment });
    expect(findings.map(({ ruleId }) => ruleId)).toContain('CVE-2024-1');
    expect(new Set(mirror.asked.map(({ path }) => path.replace(/\.sha256$/, '')))).toEqual(
      new Set(['/tracker/data/json']),
    );
  });

  test('is the only scan that fetches', async () => {
    const archive = writeArchive(folder, 'image.tar', debianImage(vulnerablePackages));
    await scanJson(archive, data, [], { environment: { SEAWALL_FROM: mirror.url.href } });
    expect(mirror.asked).toEqual([]);
  });

  test('says what could not be fetched, and scans with what there is', async () => {
    const archive = writeArchive(folder, 'image.tar', debianImage(vulnerablePackages));
    // A proxy that is not there: the upstreams cannot be reached from here, whatever the network of this machine is.
    const environment = { HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '' };
    const args = ['scan', 'image', archive, '--update', '--format', 'json', '--data-dir', data];
    const { code, stdout, stderr } = await seawall(args, { environment });
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /the vulnerability data could not be updated, using what there is: Debian security tracker: /,
    );
    expect(JSON.parse(stdout)).toMatchObject({ findings: [], notChecked: [expect.anything()] });
  });
});

describe('a scan at a terminal without data', () => {
  const question = 'No vulnerability data for debian:12 yet. Fetch it now from ';
  const scan = (answer: string, args: readonly string[] = [], more: Record<string, string> = {}) => {
    const archive = writeArchive(folder, 'image.tar', debianImage(vulnerablePackages));
    const environment = { SEAWALL_FROM: mirror.url.href, ...more };
    const command = ['scan', 'image', archive, '--data-dir', data, ...args];
    return seawallAtTerminal(command, { question, answer }, { environment });
  };

  test('fetches when that is wanted, and asks no more', async () => {
    serveTracker();
    const first = await scan('y\n');
    expect(first.code).toBe(0);
    expect(first.shown).toContain(`${question}${mirror.url.host}? [y/N] y`);
    expect(first.shown).toContain('CVE-2024-1');
    const asked = mirror.asked.length;
    expect(asked).toBeGreaterThan(0);
    expect((await scan('y\n')).shown).not.toContain(question);
    expect(mirror.asked).toHaveLength(asked);
  });

  test.each([
    ['n', 'n\n'],
    ['the end of the input', '\u0004'],
  ])('goes on without after %s, remembers that, and sends nothing', async (_, answer) => {
    const first = await scan(answer);
    expect(first.code).toBe(0);
    expect(first.shown).toContain(question);
    expect(first.shown).toContain('starter data');
    const second = await scan('y\n');
    expect(second.code).toBe(0);
    expect(second.shown).not.toContain(question);
    expect(mirror.asked).toEqual([]);
  });

  test('ends by Ctrl-C as everywhere, and asks the next time', async () => {
    // A shell's way to say that SIGINT ended it.
    expect((await scan('\u0003')).code).toBe(130);
    expect((await scan('n\n')).shown).toContain(question);
    expect(mirror.asked).toEqual([]);
  });

  test.each<[string, string[], Record<string, string>]>([
    ['--quiet', ['--quiet'], {}],
    ['CI', [], { CI: 'true' }],
    ['SEAWALL_UPDATE=0', [], { SEAWALL_UPDATE: '0' }],
    ['a pure list of packages', ['--only', 'packages'], {}],
  ])('does not ask with %s', async (_, args, environment) => {
    const { code, shown } = await scan('y\n', args, environment);
    expect(code).toBe(0);
    expect(shown).not.toContain('Fetch it now');
    expect(mirror.asked).toEqual([]);
  });
});
