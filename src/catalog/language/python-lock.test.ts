import { describe, expect, test } from 'vitest';
import { ProblemList } from '../problem-list.ts';
import { PythonLock } from './python-lock.ts';

function lock(): PythonLock {
  return new PythonLock(new ProblemList('x.lock'));
}

const hash = `sha256:${'0'.repeat(64)}`;

describe('packages of a Python lock file', () => {
  test('are joined by normalised name, and by version where one is named', () => {
    const found = lock();
    found.add({
      name: 'A',
      version: '1',
      needs: [{ name: 'b_C' }, { name: 'd', version: '2' }, { name: 'absent' }, { name: 'a' }],
    });
    found.add({ name: 'B.c', version: '1' });
    found.add({ name: 'd', version: '1' });
    found.add({ name: 'd', version: '2' });
    expect(found.facts().packages?.[0]?.dependsOn).toEqual(['pkg:pypi/b-c@1', 'pkg:pypi/d@2']);
  });

  test('that stand there twice are one, which needs what both need', () => {
    const found = lock();
    found.add({ name: 'a', version: '1', needs: [{ name: 'b' }], dev: true });
    found.add({ name: 'A', version: '1', needs: [{ name: 'c' }], dev: false });
    found.add({ name: 'b', version: '1', dev: true });
    found.add({ name: 'b', version: '1' });
    found.add({ name: 'c', version: '1', dev: true });
    const packages = found.facts().packages ?? [];
    expect(packages[0]?.dependsOn).toEqual(['pkg:pypi/b@1', 'pkg:pypi/c@1']);
    expect(packages.map(({ dev }) => dev)).toEqual([false, undefined, true]);
  });

  test('have a hash where they are one file', () => {
    const found = lock();
    found.add({ name: 'a', version: '1', hashes: [hash] });
    found.add({ name: 'b', version: '1', hashes: [hash, hash.replace('0', '1')] });
    found.add({ name: 'c', version: '1', hashes: ['sha256:\n'] });
    expect(found.facts().packages?.map(({ hashes }) => hashes)).toEqual([[hash], undefined, undefined]);
  });

  test('that all need all others do not take a square of time and memory', () => {
    const found = lock();
    for (let at = 0; at < 5_000; at += 1) found.add({ name: 'a', version: String(at), needs: [{ name: 'a' }] });
    const facts = found.facts();
    expect(facts.packages).toHaveLength(5_000);
    expect(facts.problems).toEqual([{ where: '/x.lock', what: 'more than 500000 dependencies: the rest is left out' }]);
  });

  test('are at most 200,000, and that is said once', () => {
    const found = lock();
    for (let at = 0; at < 200_002; at += 1) found.add({ name: `a${at}`, version: '1' });
    const facts = found.facts();
    expect(facts.packages).toHaveLength(200_000);
    expect(facts.problems).toEqual([{ where: '/x.lock', what: 'more than 200000 packages: 2 were not read' }]);
  });
});
