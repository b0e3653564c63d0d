import { describe, expect, test } from 'vitest';
import { collect } from './collect.fixture.ts';
import { cve5Record } from './cve5-record.ts';

const critical = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const low = 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N';
const harmless = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N';

function record(cna: object, adp: object[] = [], metadata: object = {}) {
  const cveMetadata = {
    cveId: 'CVE-2024-10001',
    state: 'PUBLISHED',
    datePublished: '2024-04-17T10:27:35.197Z',
    dateUpdated: '2024-08-02T00:21:05.426Z',
    ...metadata,
  };
  return { dataType: 'CVE_RECORD', dataVersion: '5.1', cveMetadata, containers: { cna, adp } };
}

const read = (document: unknown) => collect(cve5Record, JSON.stringify(document));

async function detailOf(...args: Parameters<typeof record>) {
  const { details, problems } = await read(record(...args));
  expect(problems).toEqual([]);
  return details[0]?.[1];
}

describe('a CVE record', () => {
  test('is told by its first keys, also where they are sorted', () => {
    const recognised = (text: string) => cve5Record.recognise(Buffer.from(text));
    expect(recognised(JSON.stringify(record({})))).toBe(true);
    expect(recognised('{"containers": {"cna": {"affected": [')).toBe(true);
    expect(recognised('{"containers": {"adp": [{')).toBe(true);
    expect(recognised('{"containers": [{"cna": 1}]}')).toBe(false);
    expect(recognised('{"dataType": "CVE_RECORD_INDEX"}')).toBe(false);
    expect(recognised('{"dataType":"CVE","dataVersion":"4.0","CVE_data_meta":{}}')).toBe(false);
  });

  test('tells about its CVE, and nothing about packages', async () => {
    const found = await read(
      record({
        title: 'Something is wrong',
        affected: [{ packageName: 'zlib', versions: [{ version: '0', lessThan: '2' }] }],
        descriptions: [{ lang: 'en', value: 'A long\ntext.' }],
        metrics: [{ format: 'CVSS', cvssV3_1: { vectorString: critical, baseSeverity: 'CRITICAL' } }],
        references: [{ url: 'https://a.example/1' }, { url: 'javascript:x' }, { url: 'https://a.example/1' }, 7],
      }),
    );
    expect(found).toMatchObject({ source: 'cve5-record folder/fixture', replaces: 'all', records: 1, problems: [] });
    expect(found.newest).toBe('2024-08-02T00:21:05.426Z');
    expect(found.rows).toEqual([]);
    expect(found.advisories).toEqual([]);
    expect(found.details).toEqual([
      [
        'CVE-2024-10001',
        {
          id: 'CVE-2024-10001',
          source: 'cve',
          title: 'Something is wrong',
          level: 'critical',
          vector: critical,
          published: '2024-04-17T10:27:35.197Z',
          modified: '2024-08-02T00:21:05.426Z',
          references: ['https://a.example/1'],
        },
      ],
    ]);
  });

  test('without a title has the beginning of its description in English', async () => {
    const descriptions = [
      { lang: 'de', value: 'Fehler' },
      { lang: 'en-US', value: `A flaw. ${'x'.repeat(400)}` },
    ];
    expect((await detailOf({ descriptions }))?.title).toMatch(/^A flaw\. x{100,}…$/);
    expect((await detailOf({ descriptions: [{ lang: 'de', value: 'Fehler' }] }))?.title).toBeUndefined();
    expect((await detailOf({}, [{ title: 'CISA ADP Vulnrichment' }]))?.title).toBeUndefined();
    expect((await detailOf({}, [{ title: 'x', descriptions }]))?.title).toMatch(/^A flaw/);
  });

  const byCisa = { metrics: [{ cvssV3_1: { vectorString: critical, baseSeverity: 'CRITICAL' } }] };
  test.each<[string, object[], unknown]>([
    ['its author decides', [{ cvssV3_1: { vectorString: low, baseSeverity: 'LOW' } }], { level: 'low', vector: low }],
    ['CISA does where its author gives none', [], { level: 'critical', vector: critical }],
    [
      'CISA does where its author gives words',
      [{ other: { type: 'x', content: { text: 'low' } } }],
      { level: 'critical' },
    ],
    ['CISA does where it cannot be read', [{ cvssV3_1: { vectorString: 'CVSS:3.1/AV:N' } }], { level: 'critical' }],
    [
      'the newest version counts',
      [
        { cvssV2_0: { vectorString: 'AV:N/AC:L/Au:N/C:C/I:C/A:C' } },
        { cvssV3_0: { vectorString: low.replace('3.1', '3.0'), baseSeverity: 'LOW' } },
      ],
      { level: 'low', vector: low.replace('3.1', '3.0') },
    ],
    [
      'what it does not state is computed',
      [{ cvssV2_0: { vectorString: 'AV:N/AC:L/Au:N/C:C/I:C/A:C' } }],
      { level: 'critical' },
    ],
    ['none is negligible', [{ cvssV3_1: { vectorString: harmless, baseSeverity: 'NONE' } }], { level: 'negligible' }],
  ])('severity: %s', async (_, metrics, expected) => {
    expect(await detailOf({ metrics }, [byCisa])).toMatchObject(expected as object);
  });

  test('has references of all that speak in it, twenty at most', async () => {
    const references = (from: number) =>
      Array.from({ length: 15 }, (_, at) => ({ url: `https://a.example/${from + at}` }));
    const detail = await detailOf({ references: references(0) }, [{ references: references(10) }]);
    expect(detail?.references).toEqual(Array.from({ length: 20 }, (_, at) => `https://a.example/${at}`));
  });

  test('that was rejected says nothing, and still replaces what an earlier import of the file said', async () => {
    const found = await read(record({ rejectedReasons: [{ lang: 'en', value: 'x' }] }, [], { state: 'REJECTED' }));
    expect(found).toMatchObject({ source: 'cve5-record folder/fixture', records: 1, details: [], problems: [] });
  });

  test('in a state that is not known, or without what its author says, is named', async () => {
    expect((await read(record({}, [], { state: 'RESERVED' }))).problems).toHaveLength(1);
    expect((await read({ ...record({}), containers: {} })).problems).toHaveLength(1);
  });

  test.each([
    { dataType: 'CVE_RECORD' },
    record({}, [], { cveId: 'CVE-2024-1' }),
    record({}, [], { cveId: 'CVE-2024-10001\n' }),
  ])('%# without a CVE id is refused', async (document) => {
    await expect(read(document)).rejects.toThrow('a CVE record without a CVE id');
  });
});
