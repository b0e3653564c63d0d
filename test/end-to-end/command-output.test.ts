import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/model/index.ts';
import { debianImage, vulnerablePackages } from '../fixtures/debian-image.ts';
import { imageOf } from '../fixtures/image-writer.ts';
import { tar } from '../fixtures/tar-writer.ts';
import { writeArchive } from './image-files.ts';
import { entries, seawall } from './seawall.ts';
import { trackerDatabase } from './tracker-fixture.ts';

const formats = ['table', 'json', 'cyclonedx', 'sarif'];
const root = resolve(import.meta.dirname, '../..');

let data: string;
let folder: string;
let image: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-output-'));
  data = await trackerDatabase();
  image = writeArchive(folder, 'image.tar', debianImage(vulnerablePackages));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
});

describe.each(Object.entries(entries))('what the command line writes, from its %s', (form, entry) => {
  const run = (args: readonly string[], input?: string) =>
    seawall(args, { entry, ...(input !== undefined && { input }) });
  const scan = (args: readonly string[], file = image) => run(['scan', 'image', file, '--data-dir', data, ...args]);
  const json = async (args: readonly string[] = [], file = image) =>
    JSON.parse((await scan(['--format', 'json', ...args], file)).stdout) as ScanResult;

  test.each(formats)('several files at once, of which %s is what is printed too', async (format) => {
    const file = (name: string) => join(folder, `${form}-${name}`);
    const outputs = formats.flatMap((name) => ['--output', `${name}=${file(name)}`]);
    const { code, stdout, stderr } = await scan(['--format', format, ...outputs]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(file(format), 'utf8')).toBe(stdout);
    expect(JSON.parse(readFileSync(file('json'), 'utf8'))).toHaveProperty('schemaVersion');
    expect(JSON.parse(readFileSync(file('sarif'), 'utf8'))).toHaveProperty('runs');
    expect(JSON.parse(readFileSync(file('cyclonedx'), 'utf8'))).toHaveProperty('components');
    expect(readFileSync(file('table'), 'utf8')).toContain('CVE-2099-0003');
  });

  test('the JSON is valid by the published schema, for a good image and a broken one', async () => {
    const schema = JSON.parse(readFileSync(join(root, 'schemas/scan-result.schema.json'), 'utf8')) as object;
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    const cutOff = tar([{ path: 'opt/app', body: 'x'.repeat(2000) }]).subarray(0, 1500);
    const broken = writeArchive(folder, 'broken.tar', debianImage(vulnerablePackages, [cutOff]));
    const empty = writeArchive(folder, 'empty.tar', imageOf([tar([])]));
    for (const result of [await json(), await json(['--fail-on', 'low'], broken), await json([], empty)]) {
      validate(result);
      expect(validate.errors).toBeNull();
    }
  });

  test('nothing but the result goes into a pipe, and no escape sequence', async () => {
    for (const format of formats) {
      const { stdout, stderr } = await scan(['--format', format]);
      expect(stderr).toBe('');
      expect(stdout).not.toMatch(/\u001b/);
    }
  });

  test.skipIf(!hasScript())('a terminal gets colours, and none with NO_COLOR', () => {
    const onTerminal = (more: Record<string, string>) =>
      spawnSync(
        'script',
        ['-qec', `'${process.execPath}' '${entry}' scan image '${image}' --data-dir '${data}'`, '/dev/null'],
        { encoding: 'utf8', env: { ...process.env, NO_COLOR: '', TERM: 'xterm', ...more }, stdio: 'pipe' },
      ).stdout;
    expect(onTerminal({})).toMatch(/\u001b\[\d+m/);
    const plain = onTerminal({ NO_COLOR: '1' });
    expect(plain).toContain('CVE-2099-0003');
    expect(plain).not.toMatch(/\u001b\[[\d;]*m/);
  });

  test('a reader that goes away early is no error', () => {
    const many = Array.from({ length: 3000 }, (_, at) => ({ name: `package-${at}`, version: '1.0' }));
    const large = writeArchive(folder, 'large.tar', debianImage(many));
    for (const format of formats) {
      const script = `{ "$0" "$1" scan image "$2" --data-dir "$3" --format ${format}; echo "ended with $?" >&2; } | head -n 1`;
      const { stdout, stderr } = spawnSync('sh', ['-c', script, process.execPath, entry, large, data], {
        encoding: 'utf8',
      });
      expect({ format, lines: stdout.split('\n').length, stderr }).toEqual({
        format,
        lines: 2,
        stderr: 'ended with 0\n',
      });
    }
  });

  test.skipIf(!existsSync('/dev/full'))('a full disk is an error of one line, and no answer of a gate', () => {
    const onFullDisk = (redirection: string) =>
      spawnSync(
        'sh',
        [
          '-c',
          `"$0" "$1" scan image "$2" --data-dir "$3" --fail-on critical ${redirection}`,
          process.execPath,
          entry,
          image,
          data,
        ],
        {
          encoding: 'utf8',
        },
      );
    const { status, stderr } = onFullDisk('>/dev/full');
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/^seawall: cannot write [^\n]+\n$/),
    });
    expect(onFullDisk('--timeout soon 2>/dev/full').status).toBe(2);
    expect(onFullDisk('2>&-').status).toBe(0);
  });

  test('--severity chooses what is shown and leaves the result whole where programs read it', async () => {
    const shown = async (...args: string[]) => (await scan(args)).stdout.match(/CVE-2099-\d+/g)?.toSorted() ?? [];
    expect(new Set(await shown())).toEqual(new Set(['CVE-2099-0001', 'CVE-2099-0003']));
    expect(new Set(await shown('--severity', 'high'))).toEqual(new Set(['CVE-2099-0003']));
    expect(await shown('--severity', 'low,negligible')).toEqual([]);
  });

  test('--only-fixable leaves out what nothing fixes', async () => {
    const { stdout } = await scan(['--only-fixable']);
    expect(stdout).toContain('CVE-2099-0003');
    expect(stdout).not.toContain('CVE-2099-0001');
  });

  test('--only packages is an inventory without any verdict', async () => {
    const { packages, findings, data: used, notChecked } = await json(['--only', 'packages']);
    expect(packages.map(({ name }) => name)).toEqual(['hello', 'openssl']);
    expect({ findings, sources: used.sources, notChecked }).toEqual({ findings: [], sources: [], notChecked: [] });
    const bom = JSON.parse((await scan(['--only', 'packages', '--format', 'cyclonedx'])).stdout) as object;
    expect(bom).not.toHaveProperty('vulnerabilities.0');
  });

  test('--quiet prints the result only, also when it is partial', async () => {
    const cutOff = tar([{ path: 'opt/app', body: 'x'.repeat(2000) }]).subarray(0, 1500);
    const broken = writeArchive(folder, 'quiet.tar', debianImage(vulnerablePackages, [cutOff]));
    const loud = await scan([], broken);
    expect(loud.stderr).toMatch(/^seawall: the result is partial: [^\n]+\n$/);
    expect(await scan(['--quiet'], broken)).toEqual({ ...loud, stderr: '', stdout: expect.any(String) });
  });

  describe('db compare', () => {
    test.each([
      ['deb', '1.0~rc1', '1.0', '<'],
      ['deb', '2:1.0', '3.0', '>'],
      ['rpm', '1.0', '1.0', '='],
      ['apk', '1.0_rc1-r0', '1.0-r0', '<'],
      ['semver', '1.0.0-alpha', '1.0.0', '<'],
    ])('%s: %s and %s', async (ecosystem, a, b, answer) => {
      expect(await run(['db', 'compare', ecosystem, a, b])).toEqual({ code: 0, stdout: `${answer}\n`, stderr: '' });
    });

    test('answers each pair of standard input with a line, an invalid one with a question mark', async () => {
      const pairs = '1.0\t2.0\n2.0\t1.0\n1.0\t1.0\n1.0\nnot valid\t1\n';
      expect(await run(['db', 'compare', 'deb', '-'], pairs)).toEqual({
        code: 0,
        stdout: '<\n>\n=\n?\n?\n',
        stderr: '',
      });
    });

    test('an invalid version is an input error', async () => {
      const { code, stderr } = await run(['db', 'compare', 'deb', 'not valid', '1']);
      expect({ code, stderr }).toEqual({ code: 2, stderr: 'seawall: not valid or 1 is not a valid deb version\n' });
    });
  });

  describe('db status and db import', () => {
    test('an empty directory has no data, and is told how to get some', async () => {
      const empty = mkdtempSync(join(folder, 'empty-'));
      const { code, stdout, stderr } = await run(['db', 'status', '--data-dir', empty]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('No vulnerability data');
      expect(stdout).toContain('seawall db update --for');
      expect(stdout).toContain('db import PATH');
    });

    test('imports what it knows, names every file that it skips, and shows what there is', async () => {
      const own = mkdtempSync(join(folder, 'import-'));
      const tracker = readdirSync(data).includes('tracker.json') ? readFileSync(join(data, 'tracker.json')) : '';
      writeFileSync(join(own, 'tracker.json.gz'), gzipSync(tracker));
      writeFileSync(join(own, 'notes.txt'), 'no data');
      writeFileSync(join(own, 'broken.json'), '{"half":');
      const target = join(own, 'data');
      const imported = await run(['db', 'import', own, '--data-dir', target]);
      expect(imported.code).toBe(0);
      expect(imported.stdout).toContain('tracker.json.gz: ');
      expect(imported.stderr).toMatch(/^seawall: skipped .*notes\.txt: .+$/m);
      expect(imported.stderr).toMatch(/broken\.json/);
      const status = await run(['db', 'status', '--data-dir', target]);
      expect(status.stdout).toMatch(/^debian:12 /m);
    });

    test('nothing to import is an input error', async () => {
      const own = mkdtempSync(join(folder, 'nothing-'));
      writeFileSync(join(own, 'notes.txt'), 'no data');
      const { code, stdout, stderr } = await run([
        'db',
        'import',
        join(own, 'notes.txt'),
        '--data-dir',
        join(own, 'd'),
      ]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^seawall: skipped .*notes\.txt: .+\nseawall: nothing was imported: .+\n$/);
      const missing = await run(['db', 'import', join(own, 'missing.json'), '--data-dir', join(own, 'd')]);
      expect(missing.code).toBe(2);
      expect(missing.stderr).toContain('missing.json');
    });
  });
});

/** util-linux' script(1) gives a command a terminal. */
function hasScript(): boolean {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
}
