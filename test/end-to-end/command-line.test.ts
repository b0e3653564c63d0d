import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { debianImage, debianFiles, vulnerablePackages } from '../fixtures/debian-image.ts';
import { imageOf, layoutFiles } from '../fixtures/image-writer.ts';
import { tar } from '../fixtures/tar-writer.ts';
import { writeArchive, writeLayout } from './image-files.ts';
import { entries, seawall, type RunOptions } from './seawall.ts';
import { trackerDatabase } from './tracker-fixture.ts';

const hello = vulnerablePackages.slice(0, 1);
const malformed = 'Package: odd\nStatus: install ok installed\nArchitecture: amd64\nVersion: not a version\n\n';

let data: string;
let folder: string;
const inFolder = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-command-line-'));
  data = await trackerDatabase();
  writeImages();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
});

/** One image for each thing that an exit code tells. */
function writeImages(): void {
  writeArchive(folder, 'clean.tar', debianImage(hello));
  writeArchive(folder, 'vulnerable.tar', debianImage(vulnerablePackages));
  writeArchive(folder, 'no-data.tar', debianImage(hello, [], '10'));
  const partial = (packages: typeof vulnerablePackages) =>
    imageOf([
      tar(
        debianFiles(packages).map((file) =>
          file.path === 'var/lib/dpkg/status' ? { ...file, body: `${String(file.body)}${malformed}` } : file,
        ),
      ),
    ]);
  writeArchive(folder, 'partial.tar', partial(hello));
  writeArchive(folder, 'partial-vulnerable.tar', partial(vulnerablePackages));
  const rubbish = tar([{ path: 'var/lib/dpkg/status', body: 'this is no dpkg database\n' }]);
  writeArchive(folder, 'broken-database.tar', debianImage(hello, [rubbish]));
  const cutOff = tar([{ path: 'opt/app', body: 'x'.repeat(2000) }]).subarray(0, 1500);
  writeArchive(folder, 'broken-layer.tar', debianImage(hello, [cutOff]));
  writeArchive(folder, 'broken-layer-vulnerable.tar', debianImage(vulnerablePackages, [cutOff]));
  writeArchive(
    folder,
    'windows.tar',
    imageOf([tar([{ path: 'Files/x' }])], (config) => (config['os'] = 'windows')),
  );
  writeLayout(folder, 'chart', chartFiles());
  mkdirSync(inFolder('empty'));
  writeFileSync(inFolder('text.tar'), 'this is no archive');
  writeFileSync(inFolder('files.tar'), tar([{ path: 'a', body: 'a tar without an image' }]));
}

/** A Helm chart as Helm pushes it. */
function chartFiles() {
  return layoutFiles(imageOf([tar([{ path: 'chart/Chart.yaml', body: 'name: chart' }])]), {
    layerType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
  });
}

describe.each(Object.entries(entries))('the command line, from its %s', (form, entry) => {
  const run = (args: readonly string[], options: RunOptions = {}) => seawall(args, { entry, ...options });
  const scan = (file: string, args: readonly string[] = [], options: RunOptions = {}) =>
    run(['scan', 'image', inFolder(file), '--data-dir', data, ...args], options);

  describe('exit code 0', () => {
    test.each([
      ['without a gate, whatever is found', 'vulnerable.tar', []],
      ['a gate that nothing speaks against', 'clean.tar', ['--fail-on', 'low']],
      ['a gate above what was found', 'vulnerable.tar', ['--fail-on', 'critical']],
      ['a gate that counts only what has a fix', 'clean.tar', ['--fail-on', 'unknown', '--only-fixable']],
      ['a partial result without a gate', 'partial.tar', []],
      ['a partial result, and nothing against it', 'partial.tar', ['--fail-on', 'low']],
      ['no data for the release without a gate', 'no-data.tar', []],
      ['no data for the release, accepted', 'no-data.tar', ['--fail-on', 'low', '--allow-partial']],
      ['packages only', 'vulnerable.tar', ['--only', 'packages', '--fail-on', 'low']],
    ])('%s', async (_what, file, args) => {
      const { code, stderr } = await scan(file, args);
      expect({ code, stderr: stderr.replaceAll(folder, '') }).toEqual({
        code: 0,
        stderr: file === 'partial.tar' ? expect.stringMatching(/^seawall: the result is partial: 1 thing .*\n$/) : '',
      });
    });

    test.each(['--version', '--help', 'scan --help', 'scan image --help', 'db --help', 'db import --help'])(
      'for %s',
      async (line) => {
        const { code, stdout, stderr } = await run(line.split(' '));
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(stdout).not.toBe('');
      },
    );
  });

  describe('exit code 1', () => {
    test.each([
      ['a finding as severe as asked', 'vulnerable.tar', ['--fail-on', 'high']],
      ['a finding without severity, when asked for those', 'vulnerable.tar', ['--fail-on', 'unknown']],
      ['a finding that has a fix', 'vulnerable.tar', ['--fail-on', 'high', '--only-fixable']],
      ['also when the result is partial', 'partial-vulnerable.tar', ['--fail-on', 'high']],
      ['also when a partial result is refused', 'partial-vulnerable.tar', ['--fail-on', 'high', '--fail-on-partial']],
      ['also when a layer cannot be read', 'broken-layer-vulnerable.tar', ['--fail-on', 'high']],
      ['whatever is shown', 'vulnerable.tar', ['--fail-on', 'high', '--severity', 'low']],
    ])('%s', async (_what, file, args) => {
      expect((await scan(file, args)).code).toBe(1);
    });
  });

  describe('exit code 2, and one line that says what is wrong', () => {
    test.each([
      ['no such file', 'missing.tar', [], 'missing.tar: no such file'],
      ['no archive', 'text.tar', [], 'text.tar'],
      ['no image', 'files.tar', [], 'neither manifest.json nor index.json'],
      ['an unknown option', 'clean.tar', ['--frobnicate'], "unknown option '--frobnicate'"],
      ['an unknown format', 'clean.tar', ['--format', 'xml'], '--format xml: expected one of table, json'],
      ['an option without its value', 'clean.tar', ['--format'], 'argument missing'],
      ['an unknown severity', 'clean.tar', ['--fail-on', 'terrible'], '--fail-on terrible'],
      ['an unknown severity to show', 'clean.tar', ['--severity', 'high,terrible'], '--severity terrible'],
      ['an unknown kind', 'clean.tar', ['--only', 'packages,everything'], '--only everything'],
      ['a malformed output', 'clean.tar', ['--output', 'json'], '--output json: expected FORMAT=FILE'],
      ['an output without a file', 'clean.tar', ['--output', 'json='], 'expected FORMAT=FILE'],
      ['an output of unknown format', 'clean.tar', ['--output', 'xml=a'], '--output xml: expected one of'],
      ['an output that cannot be written', 'clean.tar', ['--output', 'json=/dev/null/a'], 'cannot write /dev/null/a'],
      ['a time that is none', 'clean.tar', ['--timeout', 'soon'], '--timeout soon: expected a number'],
      ['a time of nothing', 'clean.tar', ['--timeout', '0'], '--timeout 0'],
      ['a malformed platform', 'clean.tar', ['--platform', 'linux'], 'linux'],
    ])('%s', async (_what, file, args, line) => {
      const { code, stderr } = await scan(file, args);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(line) });
      expect(stderr).toMatch(/^seawall: [^\n]+\n(?:\(Did you mean[^\n]*\n)?$/);
    });

    test.each([
      ['an unknown command', ['frobnicate']],
      ['an unknown command of scan', ['scan', 'frobnicate']],
      ['scan image without a reference', ['scan', 'image']],
      ['a prefix without a reference', ['scan', 'image', 'archive:']],
      ['a prefix of a later version', ['scan', 'image', 'podman:x']],
      ['a folder that is none', ['scan', 'image', 'dir:/nowhere/at/all']],
      ['a layout that is none', ['scan', 'image', 'oci:/etc']],
      ['db compare with one version', ['db', 'compare', 'deb', '1']],
      ['db compare with an unknown ecosystem', ['db', 'compare', 'frob', '1', '2']],
      ['db import without a path', ['db', 'import']],
    ])('%s', async (_what, args) => {
      const { code, stdout, stderr } = await run(args, { environment: { SEAWALL_DATA_DIR: data } });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^seawall: [^\n]+\n$/);
    });

    test('no command at all: the help', async () => {
      const { code, stderr } = await run([]);
      expect(code).toBe(2);
      expect(stderr).toContain('Usage: seawall');
    });
  });

  describe('exit code 3', () => {
    test.each([
      ['a Helm chart', 'chart', [], 'unsupported: a Helm chart'],
      ['a Windows image', 'windows.tar', [], 'unsupported: a Windows image'],
    ])('%s is named', async (_what, file, args, line) => {
      const { code, stdout, stderr } = await scan(file, args);
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toMatch(/^seawall: [^\n]+\n$/);
      expect(stderr).toContain(line);
    });

    test.each([
      ['an unreadable layer', 'broken-layer.tar', []],
      ['an unreadable layer, whatever is allowed', 'broken-layer.tar', ['--fail-on', 'low', '--allow-partial']],
      ['a broken package database', 'broken-database.tar', []],
      ['a gate, and no data for the release', 'no-data.tar', ['--fail-on', 'low']],
      ['a partial result, refused', 'partial.tar', ['--fail-on-partial']],
      ['a partial result, refused with a gate', 'partial.tar', ['--fail-on-partial', '--fail-on', 'low']],
    ])('%s: the result is printed all the same, and says why', async (_what, file, args) => {
      const { code, stdout } = await scan(file, [...args, '--format', 'json']);
      expect(code).toBe(3);
      const { decision } = JSON.parse(stdout) as { decision: { answer: string; reasons: string[] } };
      expect(decision.answer).toBe('unknown');
      expect(decision.reasons.length).toBeGreaterThan(0);
    });

    test('time is over', async () => {
      const { code, stderr } = await scan('clean.tar', ['--timeout', '0.001', '--no-cache']);
      expect({ code, stderr }).toEqual({
        code: 3,
        stderr: 'seawall: the time given with --timeout is over; no verdict\n',
      });
    });
  });

  describe('errors', () => {
    test('have no stack trace, and one after --debug', async () => {
      const plain = await scan('missing.tar');
      expect(plain.stderr).not.toMatch(/^\s+at /m);
      const debug = await scan('missing.tar', ['--debug']);
      expect(debug.code).toBe(2);
      expect(debug.stderr).toMatch(/^\s+at /m);
    });

    test('--debug comes from the environment too', async () => {
      const { stderr } = await scan('missing.tar', [], { environment: { SEAWALL_DEBUG: '1' } });
      expect(stderr).toMatch(/^\s+at /m);
    });

    test('no escape sequence of a name reaches the terminal', async () => {
      const odd = 'odd\u001b[31m\u009b31m\u202e.tar';
      writeFileSync(inFolder(odd), readFileSync(inFolder('partial.tar')));
      const runs = [
        await scan(odd),
        await scan(odd, ['--format', 'json']),
        await scan(odd, ['--format', 'sarif']),
        await scan(odd, ['--format', 'cyclonedx']),
        await scan('missing\u001b[31m\u009b31m.tar'),
        await scan('clean.tar', ['--format', '\u001b[31m\u009b31m']),
        await scan('clean.tar', ['--\u001b[31m\u009b31m']),
        await scan('clean.tar', ['--data-dir', inFolder('clean.tar/\u001b[31m\u009b31m')], {
          environment: { TMPDIR: folder },
        }),
        await run(['\u001b[31m\u009b31m']),
        await run(['db', 'import', inFolder('\u001b[31m\u009b31m'), '--data-dir', data]),
      ];
      for (const { stdout, stderr } of runs)
        expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    });
  });

  describe('the environment', () => {
    const format = async (args: readonly string[], environment: RunOptions['environment']) =>
      (await scan('clean.tar', args, environment === undefined ? {} : { environment })).stdout;

    test('sets an option, and a flag wins over it', async () => {
      expect(await format([], { SEAWALL_FORMAT: 'json' })).toContain('"schemaVersion"');
      expect(await format(['--format', 'sarif'], { SEAWALL_FORMAT: 'json' })).toContain('"runs"');
      const gate = { environment: { SEAWALL_FAIL_ON: 'high' } };
      expect((await scan('vulnerable.tar', [], gate)).code).toBe(1);
      expect((await scan('vulnerable.tar', ['--fail-on', 'critical'], gate)).code).toBe(0);
      expect((await scan('clean.tar', [], { environment: { SEAWALL_FAIL_ON: 'terrible' } })).code).toBe(2);
    });

    test('switches a flag on by 1 or true only, and off by 0 or false', async () => {
      const gate = (value: string) =>
        scan('no-data.tar', ['--fail-on', 'low'], { environment: { SEAWALL_ALLOW_PARTIAL: value } });
      expect((await gate('1')).code).toBe(0);
      expect((await gate('true')).code).toBe(0);
      expect((await gate('0')).code).toBe(3);
      expect((await gate('false')).code).toBe(3);
      expect((await gate('')).code).toBe(3);
      expect(await gate('maybe')).toMatchObject({ code: 2, stdout: '' });
    });

    test('names the data directory', async () => {
      const own = inFolder(`environment-${form}`);
      const { code } = await run(['scan', 'image', inFolder('clean.tar')], { environment: { SEAWALL_DATA_DIR: own } });
      expect(code).toBe(0);
      expect(existsSync(join(own, 'facts.db'))).toBe(true);
    });
  });

  describe('the data directory', () => {
    test.each(['/dev/null/below', '/proc'])(
      '%s cannot be written: a warning, and a temporary one',
      async (unwritable) => {
        const { code, stdout, stderr } = await scan('clean.tar', ['--data-dir', unwritable], {
          environment: { TMPDIR: folder },
        });
        expect(code).toBe(0);
        expect(stdout).toContain('hello');
        expect(stderr).toMatch(/^seawall: no data directory can be used \(.+\); using .+, which does not last\n$/);
      },
    );

    test('is made for the owner alone', async () => {
      const home = inFolder(`home-${form}`);
      await run(['scan', 'image', inFolder('clean.tar')], { environment: { HOME: home, XDG_DATA_HOME: undefined } });

      expect(statSync(join(home, '.local/share/seawall')).mode & 0o777).toBe(0o700);
    });
  });
});
