import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/model/index.ts';
import { debianImage, dpkgStatusText, vulnerablePackages } from '../fixtures/debian-image.ts';
import { writeArchive } from './image-files.ts';
import { entries, seawall } from './seawall.ts';

/** The folder of the data and the image, and one below to work in. */
let folder: string;
let work: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-exceptions-'));
  work = join(folder, 'work');
  writeArchive(folder, 'image.tar', debianImage(vulnerablePackages));
  for (const below of ['etc', 'var/lib/dpkg']) mkdirSync(join(folder, 'root', below), { recursive: true });
  writeFileSync(join(folder, 'root/etc/os-release'), 'ID=debian\nVERSION_ID="12"\n');
  writeFileSync(join(folder, 'root/var/lib/dpkg/status'), dpkgStatusText(vulnerablePackages));
  const open = { description: 'made up', releases: { bookworm: { status: 'open', urgency: 'high' } } };
  writeFileSync(
    join(folder, 'tracker.json'),
    JSON.stringify({ openssl: { 'CVE-2099-0001': open, 'CVE-2099-0003': open } }),
  );
  await run(['db', 'import', 'tracker.json', '--data-dir', 'data'], folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[], where: string) => seawall(args, { entry: entries.source, folder: where });

/** Scans from a working directory that holds these files. */
async function scan(files: Record<string, string>, args: readonly string[] = [], reference = '../image.tar') {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(work, name), text);
  const all = ['scan', 'image', reference, '--format', 'json', '--data-dir', join(folder, 'data'), ...args];
  const { code, stdout, stderr } = await run(all, work);
  const result = stdout === '' ? undefined : (JSON.parse(stdout) as ScanResult);
  const hidden = result?.suppressed.map(({ finding, reason, source }) => [finding.ruleId, reason, source]);
  return { code, stderr, found: result?.findings.map(({ ruleId }) => ruleId).toSorted(), hidden };
}

describe('VEX', () => {
  const openVex = (statement: object) =>
    JSON.stringify({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      author: 'Debian',
      timestamp: '2026-01-01T00:00:00Z',
      statements: [{ products: [{ '@id': 'pkg:deb/debian/openssl' }], ...statement }],
    });

  test('what is not affected does not count, and is listed with its source', async () => {
    const vulnerability = { name: 'CVE-2099-0001' };
    const text = openVex({ vulnerability, status: 'not_affected', justification: 'vulnerable_code_not_present' });
    expect(await scan({ 'a.json': text }, ['--vex', 'a.json'])).toEqual({
      code: 0,
      stderr: '',
      found: ['CVE-2099-0003'],
      hidden: [['CVE-2099-0001', 'not affected, by VEX: vulnerable_code_not_present', 'a.json, statement 1']],
    });
  });

  test('what is not understood is said in one line', async () => {
    const files = { 'a.json': openVex({ vulnerability: { name: 'CVE-2099-0001' }, status: 'fine' }) };
    const { code, stderr } = await scan(files, ['--vex', 'a.json']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining('a.json: 1 statement was not understood; first: a.json, statement 1: its status'),
    });
  });

  test.each([
    [{ 'a.json': '{}' }, 'a.json: no VEX document'],
    [{ 'a.json': 'x' }, 'a.json: not well-formed JSON'],
    [{}, 'cannot read a.json: ENOENT'],
  ])('%j ends with 2 and one line', async (files, line) => {
    const { code, stderr } = await scan(files as Record<string, string>, ['--vex', 'a.json']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(line) });
  });
});

describe('ignore files', () => {
  test('without one everything counts', async () => {
    expect(await scan({}, ['--fail-on', 'high'])).toEqual({
      code: 1,
      stderr: '',
      found: ['CVE-2099-0001', 'CVE-2099-0003'],
      hidden: [],
    });
  });

  test('those of the working directory are obeyed, all of them', async () => {
    const files = {
      '.trivyignore': 'CVE-2099-0001\n',
      '.seawall.yaml': 'ignore:\n  - {id: CVE-2099-0003, reason: not used, owner: Ada}\n',
    };
    expect(await scan(files, ['--fail-on', 'high'])).toEqual({
      code: 0,
      stderr: '',
      found: [],
      hidden: [
        ['CVE-2099-0001', 'listed in .trivyignore', '.trivyignore:1'],
        ['CVE-2099-0003', 'not used', '.seawall.yaml:2'],
      ],
    });
  });

  test('a file that is named takes the place of those', async () => {
    const files = { '.trivyignore': 'CVE-2099-0001\n', mine: 'CVE-2099-0003 # mine\n' };
    const { code, found } = await scan(files, ['--ignore-file', 'mine', '--fail-on', 'high']);
    expect({ code, found }).toEqual({ code: 1, found: ['CVE-2099-0001'] });
  });

  test('what has ended hides nothing, and is said', async () => {
    const { code, stderr, found } = await scan({ '.trivyignore': 'CVE-2099-0001 exp:2020-01-01\n' });
    expect({ code, stderr, found }).toEqual({
      code: 0,
      stderr:
        'seawall: .trivyignore:1: the exception for CVE-2099-0001 ended on 2020-01-01 and hides nothing any more\n',
      found: ['CVE-2099-0001', 'CVE-2099-0003'],
    });
  });

  test('what hides nothing is said with --debug only', async () => {
    const files = { '.trivyignore': 'CVE-1\nCVE-2\nCVE-2099-0001\n' };
    expect((await scan(files)).stderr).toBe('');
    expect((await scan(files, ['--debug'])).stderr).toBe(
      'seawall: 2 exceptions hid nothing; first: .trivyignore:1, CVE-1\n',
    );
  });

  test.each([
    [{ '.trivyignore': 'CVE-1 exp:soon' }, [], '.trivyignore:1: "exp:soon" has no date'],
    [{ '.seawall.yaml': 'ignore:\n- id: CVE-1' }, [], '.seawall.yaml:2: the exception for CVE-1 needs a reason'],
    [{}, ['--ignore-file', 'missing'], 'cannot read missing: ENOENT'],
    [{}, ['--ignore-file', '.'], 'cannot read .: it is no file'],
  ])('%j %j ends with 2 and one line', async (files, args, line) => {
    const { code, stderr } = await scan(files as Record<string, string>, args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(line) });
    expect(stderr).toMatch(/^seawall: [^\n]+\n$/);
  });

  test('those inside what is scanned are never obeyed, also not when it is the working directory', async () => {
    const inside = join(folder, 'root');
    writeFileSync(join(inside, '.trivyignore'), 'CVE-2099-0001\n');
    const args = ['scan', 'image', 'dir:.', '--format', 'json', '--data-dir', join(folder, 'data')];
    const { stdout, stderr } = await run(args, inside);
    expect((JSON.parse(stdout) as ScanResult).suppressed).toEqual([]);
    expect(stderr).toBe(
      'seawall: .trivyignore was not read: the working directory is inside what is scanned; name the file with --ignore-file\n',
    );
    expect((await scan({}, [], '../root')).hidden).toEqual([]);
  });
});
