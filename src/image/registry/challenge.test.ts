import { describe, expect, test } from 'vitest';
import { parseChallenges } from './challenge.ts';

function parsed(header: string): [string, Record<string, string>][] {
  return parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
}

describe('WWW-Authenticate', () => {
  test.each<[string, [string, Record<string, string>][]]>([
    ['Basic realm="x"', [['basic', { realm: 'x' }]]],
    [
      'Bearer realm="https://auth.test/token",service="registry.test",scope="repository:a/b:pull,push"',
      [['bearer', { realm: 'https://auth.test/token', service: 'registry.test', scope: 'repository:a/b:pull,push' }]],
    ],
    ['BEARER Realm = "r" , SERVICE=s', [['bearer', { realm: 'r', service: 's' }]]],
    [
      'Basic realm="a, b", Bearer realm="c"',
      [
        ['basic', { realm: 'a, b' }],
        ['bearer', { realm: 'c' }],
      ],
    ],
    [
      'Negotiate, Basic realm=x',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    [String.raw`Basic realm="say \"hi\""`, [['basic', { realm: 'say "hi"' }]]],
    ['Bearer realm="r",error="insufficient_scope"', [['bearer', { realm: 'r', error: 'insufficient_scope' }]]],
    ['Bearer realm=""', [['bearer', { realm: '' }]]],
    ['', []],
    ['Bearer realm="unterminated', [['bearer', { realm: '' }]]],
    ['realm="without scheme"', []],
    ['"', []],
    ['Bearer __proto__="x"', [['bearer', { ['__proto__']: 'x' }]]],
  ])('%j is understood', (header, expected) => expect(parsed(header)).toEqual(expected));

  test('of any length and shape ends', () => {
    for (const text of ['a=', 'a ', 'a="\\', ', ', '=', 'Bearer a="b",']) parseChallenges(text.repeat(50_000));
    expect(parseChallenges('x,'.repeat(100_000)).length).toBeLessThan(10_000);
  });
});
