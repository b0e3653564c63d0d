import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('a scan does not load feeds, their libraries or SQLite', () => {
  const script = `
    await import('#advisory');
    const loaded = process.moduleLoadList.filter((name) => /sqlite/.test(name));
    const cvss = Object.keys((await import('node:module')).default._cache ?? {}).filter((name) => /cvss/.test(name));
    console.log(JSON.stringify([...loaded, ...cvss]));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual([]);
});
