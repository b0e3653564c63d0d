import { describe, expect, test } from 'vitest';
import { collect } from './collect.fixture.ts';
import { epss } from './epss.ts';

describe('EPSS', () => {
  test("is read in FIRST's form, however the bytes are cut", async () => {
    const text =
      '#model_version:v2025.03.14,score_date:2025-09-26T12:55:00Z\ncve,epss,percentile\nCVE-1999-0001,0.01141,0.77632\r\nCVE-2021-44228,0.94358,0.99957';
    for (const size of [1, 7, 1000]) {
      const found = await collect(epss, text, size);
      expect(found).toMatchObject({
        source: 'epss',
        replaces: 'all',
        records: 2,
        newest: '2025-09-26T00:00:00Z',
        problems: [],
      });
      expect(found.details.map(([cve, record]) => [cve, record.epss])).toEqual([
        ['CVE-1999-0001', { score: 0.01141, percentile: 0.77632, date: '2025-09-26' }],
        ['CVE-2021-44228', { score: 0.94358, percentile: 0.99957, date: '2025-09-26' }],
      ]);
    }
  });

  test('is read as a column of a list, with texts of several lines', async () => {
    const text =
      'CVE,CVSS Score,EPSS,Description,Published,Source\nCVE-1999-0103,0.0,0.48093,"Echo, ""chargen""\nCVE-1999-9999,1,1,x",1996,Metasploit\nCVE-1999-0170,0.0,0.28135,NFS,1997,Metasploit/Nuclei/CISA\nCVE-1999-0171,0.0,0.3,NFS,1997,CISA\n';
    const { source, details, problems } = await collect(epss, text, 10);
    expect(details.map(([cve, record]) => [cve, record.epss, record.exploits])).toEqual([
      ['CVE-1999-0103', { score: 0.48093 }, ['Metasploit']],
      ['CVE-1999-0170', { score: 0.28135 }, ['Metasploit', 'Nuclei']],
      ['CVE-1999-0171', { score: 0.3 }, undefined],
    ]);
    expect(problems).toEqual([]);
    // Neither takes the place of the other.
    expect(source).toBe('exploits');
  });

  test.each(['CVE-2021-1', 'CVE-2021-10000,', 'CVE-2021-10000,1.5', 'CVE-2021-10000,-1', 'CVE-2021-10000,x', 'x,0.5'])(
    '%s is left out and named',
    async (row) => {
      const { details, problems } = await collect(epss, `cve,epss\n${row}\n`);
      expect({ details, problems }).toEqual({ details: [], problems: ['row 2: no CVE or no score from 0 to 1'] });
    },
  );

  test.each([
    ['', 'names of its columns'],
    ['#model_version:v1\n', 'names of its columns'],
    ['#model_version:v1\na,b\n', 'without a column cve or epss'],
    ['cve,epss\nCVE-2021-10000,"0.5', 'does not end'],
    [`cve,epss\n${'x'.repeat(1_100_000)}`, 'a row longer than'],
  ])('%.20s… is refused', async (text, message) => {
    await expect(collect(epss, text)).rejects.toThrow(message);
  });
});
