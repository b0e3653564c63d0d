import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pieces } from './collect.fixture.ts';
import { type JsonMember, jsonMembers } from './json-members.ts';

async function members(text: string, chunk = 3, maxMemberBytes = 1000): Promise<JsonMember[]> {
  return Array.fromAsync(jsonMembers(pieces(Buffer.from(text), chunk), { maxMemberBytes }));
}

describe('members of a huge JSON object', () => {
  test('any object, cut anywhere, gives the members that JSON.parse gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 1, max: 9 }),
        async (value, chunk) => {
          const text = JSON.stringify(value, undefined, chunk % 2);
          const expected = Object.entries(JSON.parse(text) as object);
          const found = await members(text, chunk, 1_000_000);
          expect(found.map(({ key, value: member }) => [key, member])).toEqual(
            // Integer-like keys are moved to the front by JSON.parse, not by a stream.
            expect.arrayContaining(expected),
          );
          expect(found).toHaveLength(expected.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('braces, commas, quotes and backslashes inside strings do not count', async () => {
    const value = { 'a{,}': 'x"}],{[\\', b: '\\"', c: ['}', ','] };
    expect(await members(JSON.stringify(value), 1)).toEqual(
      Object.entries(value).map(([key, v]) => ({ key, value: v })),
    );
  });

  test('a key named __proto__ is a key like any other', async () => {
    expect(await members('{"__proto__":{"x":1}}')).toEqual([{ key: '__proto__', value: { x: 1 } }]);
  });

  test('white space around, and a character split between chunks', async () => {
    expect(await members(' \n{ "ü" : "€😀" } \n', 1)).toEqual([{ key: 'ü', value: '€😀' }]);
  });

  test.each([
    '',
    '   ',
    '[1]',
    '{"a":1',
    '{"a":1}x',
    '{"a":1}{"b":2}',
    '{"a":}',
    '{"a"}',
    '{"a":1,"b',
    'null',
    '{"a":1]}',
  ])('refuses %j', async (text) => {
    await expect(members(text)).rejects.toThrow(/not well-formed JSON/);
  });

  test('refuses a member that is larger than allowed, while it is read', async () => {
    await expect(members(`{"a":"${'x'.repeat(2000)}"}`)).rejects.toThrow(/larger than 1000 bytes/);
  });
});
