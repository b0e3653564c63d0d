import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCredentialHelper } from './credential-helper.ts';

const folder = mkdtempSync(join(tmpdir(), 'seawall-helper-'));
afterAll(() => rmSync(folder, { recursive: true }));
const environment = { PATH: [folder, process.env['PATH']].join(delimiter), FROM_TEST: 'yes' };

function helper(name: string, script: string): string {
  const file = join(folder, `docker-credential-${name}`);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return name;
}

function run(name: string, timeoutMs = 10_000) {
  return runCredentialHelper(name, 'registry.test', environment, timeoutMs);
}

describe('a credential helper', () => {
  test('is given the server and the environment, and answers with a user and a secret', async () => {
    const script = `read server; echo "{\\"ServerURL\\":\\"$server\\",\\"Username\\":\\"$server-$1-$FROM_TEST\\",\\"Secret\\":\\"s\\"}"`;
    expect(await run(helper('fine', script))).toEqual({
      kind: 'found',
      username: 'registry.test-get-yes',
      secret: 's',
    });
  });

  test('that does not read its input is no trouble', async () => {
    expect(await run(helper('deaf', `echo '{"Username":"u","Secret":"s"}'`))).toMatchObject({ kind: 'found' });
  });

  test('may have none', async () => {
    const script = 'echo "credentials not found in native keychain"; exit 1';
    expect(await run(helper('none', script))).toEqual({ kind: 'none' });
    expect(await run(helper('empty', `echo '{"Username":"","Secret":""}'`))).toEqual({ kind: 'none' });
  });

  test.each([
    ['fails', 'echo hunter2; echo hunter2 >&2; exit 3', 'ended with status 3'],
    ['babbles', 'echo hunter2', 'did not answer with JSON'],
    ['answers-else', `echo '{"Password":"hunter2"}'`, 'did not answer with a user name and a secret'],
    ['answers-null', 'echo null', 'did not answer with a user name and a secret'],
    ['floods', 'exec yes hunter2', 'answered too much'],
  ])('that %s is told without what it said', async (name, script, why) => {
    const answer = await run(helper(name, script));
    expect(answer).toEqual({ kind: 'failed', why: `docker-credential-${name} ${why}` });
  });

  test('that hangs is ended', async () => {
    expect(await run(helper('hangs', 'exec sleep 60'), 100)).toMatchObject({
      kind: 'failed',
      why: 'docker-credential-hangs did not answer within 0.1 s',
    });
  });

  test('that is not there is told', async () => {
    expect(await run('absent')).toEqual({ kind: 'failed', why: 'docker-credential-absent is not installed' });
  });

  test.each(['../../bin/x', 'a/b', 'a b', '', '-x', 'x;y', 'x'.repeat(65)])('named %j is not run', async (name) => {
    expect(await run(name)).toEqual({ kind: 'failed', why: 'a credential helper has a malformed name' });
  });
});
