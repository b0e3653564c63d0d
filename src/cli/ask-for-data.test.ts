import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importPaths } from '#advisory';
import { wantsData } from './ask-for-data.ts';

let data: string;
beforeEach(() => (data = mkdtempSync(join(tmpdir(), 'seawall-ask-'))));
afterEach(() => rmSync(data, { recursive: true, force: true }));

interface Terminals {
  stdin?: boolean;
  stderr?: boolean;
}

/** What came of a scan of `shards` at a terminal whose user types `typed`. */
async function ask(
  typed: string,
  shards: readonly string[],
  environment: Record<string, string> = {},
  { stdin: canType = true, stderr: canRead = true }: Terminals = {},
): Promise<{ answer: boolean; shown: string }> {
  const stdin = Object.assign(new PassThrough(), { isTTY: canType });
  const stderr = Object.assign(new PassThrough(), { isTTY: canRead });
  stdin.end(typed);
  const world = { stdin, stderr, stdout: new PassThrough(), environment, folder: '/' };
  const answer = await wantsData(data, shards, new AbortController().signal, world);
  return { answer, shown: String((stderr.read() as Buffer | null) ?? '') };
}

const question =
  'No vulnerability data for debian:12, npm yet. Fetch it now from security-tracker.debian.org, osv-vulnerabilities.storage.googleapis.com? [y/N] ';

describe('somebody at a terminal', () => {
  test.each([
    ['y\n', true],
    ['YES\n', true],
    [' y', true],
    ['n\n', false],
    ['\n', false],
    ['', false],
    ['yikes\n', false],
    ['\ny\n', false],
  ])('typing %j', async (typed, answer) => {
    expect(await ask(typed, ['debian:12', 'npm'])).toEqual({ answer, shown: question });
  });

  test('is asked again after a yes that brought nothing, and not after a no', async () => {
    await ask('y\n', ['npm']);
    expect((await ask('n\n', ['npm'])).shown).not.toBe('');
    expect(await ask('y\n', ['go'])).toEqual({ answer: false, shown: '' });
  });

  test('sees the host of the mirror that is configured, without its password', async () => {
    const { shown } = await ask('', ['npm'], { SEAWALL_FROM: 'https://me:secret@mirror.example:8443/a/' });
    expect(shown).toContain('Fetch it now from mirror.example:8443? ');
  });

  test('sees a hostile release as text, and of many shards a few', async () => {
    const { shown } = await ask('', ['debian:\u001b[2J', ...Array.from({ length: 8 }, (_, at) => `alpine:3.${at}`)]);
    expect(shown).toContain(String.raw`for debian:\x1b[2J, alpine:3.0,`);
    expect(shown).toContain('alpine:3.4, 3 more yet.');
  });
});

describe('nobody is asked', () => {
  test.each<[string, Record<string, string>, Terminals]>([
    ['when the input is a pipe', {}, { stdin: false }],
    ['when messages go to a file', {}, { stderr: false }],
    ['in CI', { CI: 'true' }, {}],
    ['when SEAWALL_UPDATE says no', { SEAWALL_UPDATE: '0' }, {}],
  ])('%s', async (_, environment, terminals) => {
    expect(await ask('y\n', ['npm'], environment, terminals)).toEqual({ answer: false, shown: '' });
  });

  test('about what no public source has, or about nothing', async () => {
    expect(await ask('y\n', ['nonsense:1'])).toEqual({ answer: false, shown: '' });
    expect(await ask('y\n', [])).toEqual({ answer: false, shown: '' });
  });

  test('where there is data for any of the packages', async () => {
    const record = {
      id: 'OSV-1',
      modified: '2024-01-01T00:00:00Z',
      affected: [{ package: { ecosystem: 'npm', name: 'a' }, versions: ['1.0.0'] }],
    };
    writeFileSync(join(data, 'OSV-1.json'), JSON.stringify(record));
    await importPaths(data, [join(data, 'OSV-1.json')], { now: new Date('2024-02-01T00:00:00Z') });
    expect(await ask('y\n', ['debian:12', 'npm'])).toEqual({ answer: false, shown: '' });
    expect((await ask('y\n', ['debian:12'])).answer).toBe(true);
  });

  test('when the time is over: the scan goes on', async () => {
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    const stderr = Object.assign(new PassThrough(), { isTTY: true });
    const world = { stdin, stderr, stdout: new PassThrough(), environment: {}, folder: '/' };
    expect(await wantsData(data, ['npm'], AbortSignal.timeout(20), world)).toBe(false);
  });
});
