import { describe, expect, test } from 'vitest';
import { type OvalDefinition, ovalDefinition } from './oval-definition.ts';
import { pieces } from './collect.fixture.ts';
import { type MadeDefinition, ovalDocument } from './oval.fixture.ts';
import { xmlRecords } from './xml-records.ts';

async function read(made: Partial<MadeDefinition>, change = (text: string): string => text) {
  const text = change(ovalDocument('com.example', [{ id: '1', title: 'T', ...made }]));
  const [element] = await Array.fromAsync(
    xmlRecords(pieces(Buffer.from(text), 500), 'oval_definitions', new Set(['definition'])),
  );
  return ovalDefinition(element!);
}
const understood = async (...parameters: Parameters<typeof read>) => (await read(...parameters)) as OvalDefinition;

describe('a definition', () => {
  test('is what it says, with the tree of its conditions', async () => {
    const criteria = { all: ['a', { any: ['b & <c>', { all: ['d'] }] }] };
    const references = [{ source: 'CVE', id: 'CVE-2020-1234', url: 'https://vendor.example/1' }];
    const made = { title: 'A title', description: 'words', references, cves: ['CVE-2020-1234', 'CVE-2020-12345'] };
    expect(await understood({ ...made, issued: '2020-01-02', updated: '2020-03-04', criteria })).toEqual({
      id: 'oval:com.example:def:1',
      class: 'patch',
      ...made,
      facts: { level: 'high', published: '2020-01-02T00:00:00Z', modified: '2020-03-04T00:00:00Z' },
      criteria: {
        operator: 'AND',
        children: [
          { test: 'oval:com.example:tst:2009000000', comment: 'a' },
          {
            operator: 'OR',
            children: [
              { test: 'oval:com.example:tst:2009000001', comment: 'b & <c>' },
              { operator: 'AND', children: [{ test: 'oval:com.example:tst:2009000002', comment: 'd' }] },
            ],
          },
        ],
      },
    });
  });

  test('without an update was changed when it was issued', async () => {
    expect((await understood({ issued: '2020-01-02' })).facts.modified).toBe('2020-01-02T00:00:00Z');
  });

  test('without criteria has none; without an operator, all must hold', async () => {
    expect((await understood({})).criteria).toBeUndefined();
    const bare = await understood({ criteria: { any: ['a'] } }, (text) => text.replace(' operator="OR"', ''));
    expect(bare.criteria?.operator).toBe('AND');
  });

  test('with a negated condition is not understood', async () => {
    const criteria = { all: ['a', { any: ['b'] }] };
    for (const negated of ['<criteria negate="true" operator="OR"', '<criteria negate="1" operator="OR"'])
      expect(await read({ criteria }, (text) => text.replace('<criteria operator="OR"', negated))).toBe(
        'has a negated condition',
      );
    const plain = await read({ criteria }, (text) => text.replace('<criteria ', '<criteria negate="false" '));
    expect(plain).toHaveProperty('criteria');
  });

  test('with texts longer than any has them cut or left out', async () => {
    const long = 'x'.repeat(20_000);
    const found = await understood({ title: long, criteria: { all: [long, 'a'] } });
    expect(found.title).toHaveLength(1000);
    expect(found.criteria?.children.map((child) => 'comment' in child && child.comment)).toEqual(['', 'a']);
  });
});
