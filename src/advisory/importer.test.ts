import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('a scan does not load feeds, their libraries or SQLite', () => {
  const script = `
    await import(process.argv[1]);
    const loaded = process.moduleLoadList.filter((name) => /sqlite/.test(name));
    const cvss = Object.keys((await import('node:module')).default._cache ?? {}).filter((name) => /cvss/.test(name));
    console.log(JSON.stringify([...loaded, ...cvss]));`;
  const { stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script, join(import.meta.dirname, 'index.ts')],
    { encoding: 'utf8' },
  );
  expect(JSON.parse(stdout)).toEqual([]);
});
