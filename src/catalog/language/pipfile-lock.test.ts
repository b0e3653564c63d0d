import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pipfileLock } from './pipfile-lock.ts';

function analyse(value: unknown) {
  const text = typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value);
  return pipfileLock.analyse({ path: 'srv/Pipfile.lock', bytes: Buffer.from(text) });
}

/** Made by `pipenv lock` with httpx[socks]==0.27.2, beautifulsoup4==4.12.3 for development, click==8.1.7 in a category `docs`. */
const real = readFileSync(new URL('fixtures/python/Pipfile.lock', import.meta.url));

test('a real Pipfile.lock has its packages by category', () => {
  const facts = analyse(real);
  expect(facts).not.toHaveProperty('problems');
  const found = facts?.packages?.map(({ name, version, dev }) => [name, version, dev]);
  expect(found).toHaveLength(12);
  expect(found).toContainEqual(['httpx', '0.27.2', false]);
  expect(found).toContainEqual(['soupsieve', '4.1.2', true]);
  expect(found).toContainEqual(['click', '8.1.7', undefined]);
  expect(facts?.packages?.[0]).toMatchObject({ purl: 'pkg:pypi/anyio@4.16.0', scope: 'declared' });
  expect(facts?.packages?.[0]).not.toHaveProperty('direct');
});

test('what both need is for production', () => {
  const entry = { version: '==1' };
  expect(analyse({ develop: { A: entry }, default: { a: entry } })?.packages).toMatchObject([
    { name: 'A', dev: false },
  ]);
});

test('what has no version because it comes from elsewhere is left out', () => {
  expect(analyse({ default: { a: { git: 'https://host/a', ref: '0' }, b: { path: '.', editable: true } } })).toEqual({
    packages: [],
  });
});

describe('a hostile Pipfile.lock', () => {
  test.each(['[]', '1', '""', '', '{', '{"default": ['])('%s is a problem', (text) => {
    const facts = analyse(text);
    expect(facts?.packages).toEqual([]);
    expect(facts?.problems?.length).toBeGreaterThan(0);
  });

  test('of wrong types is read as far as it has the right ones', () => {
    expect(
      analyse({
        _meta: 1,
        default: { a: { version: '==1', hashes: 2 }, b: 3, c: { version: 4 }, d: { version: '>=1' } },
        develop: [],
        x: 'y',
      }),
    ).toEqual({
      packages: [expect.objectContaining({ name: 'a', version: '1' })],
      problems: [
        { where: '/srv/Pipfile.lock', what: 'b has no version' },
        { where: '/srv/Pipfile.lock', what: 'c has no version' },
        { where: '/srv/Pipfile.lock', what: 'd has a malformed version: >=1' },
      ],
    });
  });

  test('cannot reach prototypes', () => {
    const facts = analyse(
      '{"__proto__": {"a": {"version": "==1"}}, "default": {"__proto__": {"version": "==2"}, "constructor": {"version": "==3"}}}',
    );
    expect(facts?.packages?.map(({ name }) => name)).toEqual(['a', '__proto__', 'constructor']);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  test('cut off gives what stands before, and a problem', () => {
    const facts = analyse(real.subarray(0, 1200));
    expect(facts?.packages).toMatchObject([{ name: 'anyio' }, { name: 'certifi' }]);
    expect(facts?.problems?.length).toBeGreaterThan(0);
  });
});
