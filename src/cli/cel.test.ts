import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'seawall-cel-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function seawall(args: readonly string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  async function* stdin(): AsyncGenerator<string, void, void> {
    yield input;
  }
  const code = await run(args, { environment: {}, stdout, stderr, stdin: stdin() });
  const text = (stream: PassThrough) => String((stream.read() as Buffer | null) ?? '');
  return { code, out: text(stdout), err: text(stderr) };
}

describe('cel eval', () => {
  test('prints the value as JSON, the file bound to input', async () => {
    const file = join(folder, 'input.json');
    writeFileSync(file, '{"spec": {"replicas": 3, "names": ["a", "b"]}}');
    const answer = await seawall([
      'cel',
      'eval',
      '{"n": input.spec.replicas + 1, "l": input.spec.names}',
      '--input',
      file,
    ]);
    expect(answer).toEqual({ code: 0, out: '{"n":4,"l":["a","b"]}\n', err: '' });
  });

  test.each([
    ['1 +', '1 +\n   ^\nseawall: line 1, column 4: unexpected end of expression\n'],
    ['1 / 0', '1 / 0\n  ^\nseawall: line 1, column 3: division by zero\n'],
    ['nope', "nope\n^\nseawall: line 1, column 1: undeclared reference to 'nope'\n"],
  ])('%s ends with 2, the place and a caret', async (expression, err) => {
    expect(await seawall(['cel', 'eval', expression])).toEqual({ code: 2, out: '', err });
  });

  test('says which file is not JSON', async () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{');
    const { code, err } = await seawall(['cel', 'eval', 'input', '--input', file]);
    expect(code).toBe(2);
    expect(err).toContain(`cannot read ${file} as JSON: `);
  });
});

describe('cel eval --input', () => {
  test('refuses more than 128 MiB before it reads them', async () => {
    const file = join(folder, 'large.json');
    writeFileSync(file, '');
    truncateSync(file, 128 * 1024 * 1024 + 1);
    const answer = await seawall(['cel', 'eval', 'input', '--input', file]);
    expect(answer).toEqual({
      code: 2,
      out: '',
      err: `seawall: cannot read ${file}: 129 MiB, and input may have 128 MiB\n`,
    });
  });

  test('refuses what does not end', async () => {
    const { code, err } = await seawall(['cel', 'eval', 'input', '--input', '/dev/zero']);
    expect(code).toBe(2);
    expect(err).toContain('cannot read /dev/zero: 129 MiB, and input may have 128 MiB');
  });

  test('says that it is nested too deep', async () => {
    const file = join(folder, 'deep.json');
    writeFileSync(file, `${'['.repeat(10_000)}${']'.repeat(10_000)}`);
    const { code, err } = await seawall(['cel', 'eval', 'input', '--input', file]);
    expect(code).toBe(2);
    expect(err).toBe(`seawall: cannot read ${file} as JSON: it is nested deeper than 500 levels\n`);
  });
});

describe('cel check', () => {
  test('answers each line, whatever the others are', async () => {
    const lines = [
      '{"expr": "object.spec.replicas <= 5"}',
      '{"expr": "1 + \'a\'"}',
      'not JSON',
      '{"expr": 5}',
      '{"expr": "x.size()", "variables": {"x": "list(string)"}}',
      '{"expr": "x", "variables": {"x": "list("}}',
    ];
    const { code, out } = await seawall(['cel', 'check', '-'], `${lines.join('\n')}\n`);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'ok',
      "error: line 1, column 3: found no matching overload for '_+_' applied to '(int, string)'",
      'error: expected a line of JSON with the expression: {"expr": "…"}',
      'error: expected a line of JSON with the expression: {"expr": "…"}',
      'ok',
      'error: the variable x has no type that is known: list(',
      '',
    ]);
  });

  test('reads standard input only', async () => {
    expect((await seawall(['cel', 'check', 'file'])).code).toBe(2);
  });
});
