import { describe, expect, test } from 'vitest';
import { pieces } from './collect.fixture.ts';
import { childOf, childrenOf, type XmlElement, xmlRecords } from './xml-records.ts';

async function read(text: string, size = 1000): Promise<XmlElement[]> {
  return Array.fromAsync(xmlRecords(pieces(Buffer.from(text), size), 'list', new Set(['item'])));
}

/** A document that never was in memory as a whole. */
async function* endless(start: string, filler: string, megabytes: number): AsyncGenerator<Buffer> {
  yield Buffer.from(start);
  const block = Buffer.from(filler.repeat(Math.ceil(1_000_000 / filler.length)));
  for (let count = 0; count < megabytes; count++) yield block;
}

describe('records of an XML document', () => {
  test('come one by one with all that is in them, however the bytes are cut', async () => {
    const text = `<?xml version="1.0"?><list xmlns:a="urn:a"><other><item-like/></other>
      <item id="1"> one &amp; <![CDATA[<two>]]> </item>
      <a:item id="2"><b x='"'/>é<b>3</b></a:item></list>`;
    for (const size of [1, 3, 5000]) {
      const [first, second, ...others] = await read(text, size);
      expect(first).toEqual({ name: 'item', attributes: { id: '1' }, text: 'one & <two>', children: [] });
      expect(second?.text).toBe('é');
      expect(childOf(second, 'b')?.attributes['x']).toBe('"');
      expect(childrenOf(second, 'b').map((child) => child.text)).toEqual(['', '3']);
      expect(others).toEqual([]);
    }
  });

  test('a wanted name inside of a record belongs to it', async () => {
    const [item, ...others] = await read('<list><item><item/></item></list>');
    expect([item?.children.length, others.length]).toEqual([1, 0]);
  });

  const refused: [what: string, text: string, why: RegExp][] = [
    ['another root', '<lost><item/></lost>', /its root is no list/],
    ['nothing', '', /not well-formed XML/],
    ['no XML', '{"a":1}', /not well-formed XML/],
    ['a document that breaks off', '<list><item/>', /not well-formed XML/],
    ['an unclosed element', '<list><item></list>', /not well-formed XML/],
    ['an unknown entity', '<list><item>&lol;</item></list>', /not well-formed XML/],
    ['an entity that every object has', '<list><item>&constructor;</item></list>', /not well-formed XML/],
    ['entities of its own', '<!DOCTYPE list [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><list/>', /document type/],
    ['a file from elsewhere', '<!DOCTYPE list SYSTEM "file:///etc/passwd"><list/>', /document type/],
    ['depth', `<list>${'<item>'.repeat(10_000)}`, /nested more than 64 deep/],
    ['depth beside records', `<list>${'<other>'.repeat(10_000)}`, /nested more than 64 deep/],
  ];
  test.each(refused)('%s is refused', async (_, text, why) => {
    await expect(read(text)).rejects.toThrow(why);
  });

  const endlessly: [what: string, start: string, filler: string, why: RegExp][] = [
    ['text', '<list><item>', 'text ', /nothing ends within 8388608 bytes/],
    ['text beside records', '<list>', 'text ', /nothing ends within/],
    ['a comment', '<list><!--', 'text ', /nothing ends within/],
    ['an attribute', '<list><item id="', 'text ', /nothing ends within/],
    ['a name', '<list><', 'text', /nothing ends within/],
    ['text in pieces', '<list><item>', 'text<![CDATA[]]>', /nothing ends within/],
    ['elements of one record', '<list><item>', '<b/>', /more than 500000 elements/],
    ['long attributes of one record', '<list><item>', `<b a="${'x'.repeat(5000)}"/>`, /more than 67108864 bytes/],
  ];
  test.each(endlessly)('100 MB of %s are refused in bounded memory', async (_, start, filler, why) => {
    let taken = 0;
    async function* counted(): AsyncGenerator<Buffer> {
      for await (const chunk of endless(start, filler, 100)) {
        taken += chunk.length;
        yield chunk;
      }
    }
    await expect(Array.fromAsync(xmlRecords(counted(), 'list', new Set(['item'])))).rejects.toThrow(why);
    expect(taken).toBeLessThan(70_000_000);
  });

  test('a long text is cut, and its record taken', async () => {
    const [item] = await read(`<list><item>${'x'.repeat(500_000)}</item></list>`, 10_000);
    expect(item?.text.length).toBeLessThanOrEqual(2 * 64 * 1024);
  });
});
