import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { csvRows } from '../feeds/csv-rows.ts';
import { starterFolder } from './starter-folder.ts';

const advisories = process.env['SEAWALL_ADVISORIES'] ?? '';

interface Starter {
  id: string;
  published: string;
  database_specific?: { exploited?: boolean };
}

/** Every vulnerability once: `starter-data.test.ts` has all records of one say the same. */
const starters = new Map(
  readdirSync(starterFolder()).flatMap((file) =>
    (JSON.parse(readFileSync(join(starterFolder(), file), 'utf8')) as Starter[]).map(
      (item) => [item.id, item] as const,
    ),
  ),
);

/** What is marked as exploited here and not in the catalogue there, which ends in August 2025. */
const listedLater = [
  ['CVE-2021-43798', 'Grafana: listed in October 2025'],
  ['CVE-2025-32463', 'sudo: listed in September 2025'],
  ['CVE-2025-55182', 'React: from December 2025'],
] as const;

describe.skipIf(advisories === '')('starter data beside real data (needs SEAWALL_ADVISORIES)', () => {
  test('what it marks as exploited is in the catalogue of CISA, and nothing else of it is', () => {
    const packed = readFileSync(join(advisories, 'kev/known_exploited_vulnerabilities.json.gz'));
    const { vulnerabilities } = JSON.parse(gunzipSync(packed).toString()) as { vulnerabilities: { cveID: string }[] };
    const listed = new Set(vulnerabilities.map(({ cveID }) => cveID));
    const exploited = [...starters.values()].filter(({ database_specific: own }) => own?.exploited === true);
    expect(
      exploited
        .map(({ id }) => id)
        .filter((id) => !listed.has(id))
        .toSorted(),
    ).toEqual(listedLater.map(([id]) => id));
    const marked = new Set(exploited.map(({ id }) => id));
    expect([...starters.keys()].filter((id) => listed.has(id) && !marked.has(id))).toEqual([]);
  });

  describe('the day of publication', () => {
    let records: Map<string, string>;
    let nvd: Map<string, string>;
    beforeAll(async () => {
      records = await daysOf('cve/vulnrichment-2024-10-24.csv.gz', 'cve', 'published');
      nvd = await daysOf('epss/patchthisapp-data-2025-09-26.csv.gz', 'CVE', 'Published');
    });

    test('is that of the CVE record', () => {
      const both = [...starters.values()].filter(({ id }) => records.has(id));
      expect(both.length).toBeGreaterThanOrEqual(40);
      const differ = both.filter(({ id, published }) => published.slice(0, 10) !== records.get(id));
      expect(differ.map(({ id, published }) => [id, published, records.get(id)])).toEqual([]);
    });

    test('is that of the NVD, or the one before: it takes records over within hours', () => {
      const both = [...starters.values()].filter(({ id }) => nvd.has(id) && !records.has(id));
      expect(both.length).toBeGreaterThan(40);
      const late = both.map(({ id, published }) => ({ id, days: daysBetween(published, nvd.get(id) ?? '') }));
      expect(late.filter(({ days }) => days !== 0 && days !== 1)).toEqual([]);
    });
  });
});

/** Days by CVE, of two columns of a packed CSV. */
async function daysOf(file: string, cve: string, day: string): Promise<Map<string, string>> {
  const days = new Map<string, string>();
  let columns: string[] | undefined;
  for await (const row of csvRows(createReadStream(join(advisories, file)).pipe(createGunzip()))) {
    columns ??= row;
    const value = row[columns.indexOf(day)]?.slice(0, 10) ?? '';
    if (/^\d{4}-\d\d-\d\d$/.test(value)) days.set(row[columns.indexOf(cve)] ?? '', value);
  }
  return days;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from.slice(0, 10))) / 86_400_000;
}
