import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { measure } from './measure.ts';

const folder = mkdtempSync(join(tmpdir(), 'seawall-measure-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...command: string[]) => measure(command, { folder, environment: process.env });

// GNU time is no part of every system.
describe.skipIf(!existsSync('/usr/bin/time'))('a measured command', () => {
  test('gives its output', async () => {
    expect((await run('printf', 'one\ntwo')).stdout).toBe('one\ntwo');
  });

  test('is charged with the memory of its largest process, not with ours', async () => {
    const ours = Buffer.alloc(150e6, 1);
    const small = await run('sh', '-c', 'true');
    const large = await run('sh', '-c', `"${process.execPath}" -e "Buffer.alloc(150e6, 1)"; true`);
    expect(ours[1]).toBe(1);
    expect(small.sample.peak).toBeLessThan(50e6);
    expect(large.sample.peak).toBeGreaterThan(150e6);
  });

  test('is charged with the CPU time of its children', async () => {
    const spin = 'const end = process.cpuUsage().user + 2e5; while (process.cpuUsage().user < end);';
    const { sample } = await run('sh', '-c', `"${process.execPath}" -e "${spin}"; true`);
    expect(sample.cpu).toBeGreaterThanOrEqual(0.19);
    expect(sample.wall).toBeGreaterThanOrEqual(0.19);
  });

  test('that fails is an error with the end of what it said', async () => {
    await expect(run('sh', '-c', 'echo first >&2; echo no such image >&2; exit 3')).rejects.toThrow(
      /ended with 3: no such image$/,
    );
  });

  test('that does not exist is an error', async () => {
    await expect(run(join(folder, 'absent'))).rejects.toThrow(/ended with 127/);
  });
});
