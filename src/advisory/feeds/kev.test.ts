import { describe, expect, test } from 'vitest';
import { collect } from './collect.fixture.ts';
import { kev } from './kev.ts';

const catalogue = (vulnerabilities: unknown) =>
  collect(kev, JSON.stringify({ catalogVersion: '2025.08.25', vulnerabilities }));

describe("CISA's catalogue of exploited vulnerabilities", () => {
  test('has the day since when a CVE is known to be exploited', async () => {
    const found = await catalogue([
      { cveID: 'CVE-2021-44228', dateAdded: '2021-12-10', vulnerabilityName: 'Log4Shell' },
      { cveID: 'CVE-2025-48384', dateAdded: '2025-08-25' },
    ]);
    expect(found).toMatchObject({
      source: 'kev',
      replaces: 'all',
      records: 2,
      newest: '2025-08-25T00:00:00Z',
      problems: [],
    });
    expect(found.rows).toEqual([]);
    expect(found.details).toEqual([
      ['CVE-2021-44228', { id: 'CVE-2021-44228', source: 'kev', exploited: '2021-12-10' }],
      ['CVE-2025-48384', { id: 'CVE-2025-48384', source: 'kev', exploited: '2025-08-25' }],
    ]);
  });

  test.each([
    [{}],
    [7],
    [{ cveID: 'CVE-1', dateAdded: '2021-12-10' }],
    [{ cveID: 'CVE-2021-44228', dateAdded: 'soon' }],
  ])('%j is left out and named', async (entry) => {
    const { details, problems } = await catalogue([entry]);
    expect({ details, problems }).toEqual({ details: [], problems: ['entry 1: no CVE or no date'] });
  });

  test('without its list it is refused', async () => {
    await expect(catalogue({})).rejects.toThrow('without vulnerabilities');
  });
});
