import { describe, expect, test } from 'vitest';
import { coverage } from './coverage.ts';
import { ecosystems } from './ecosystems.ts';
import { feeds } from './feeds/feeds.ts';
import { osv } from './feeds/osv.ts';
import { matchPackages } from './match-packages.ts';
import { memoryDatabase } from './match/memory-database.fixture.ts';

describe('the list of what is covered', () => {
  test('names every ecosystem that is compared, and no other', () => {
    const named = [...new Set(coverage.map(({ ecosystem }) => ecosystem))];
    expect(named).toEqual(ecosystems.map(({ osv }) => osv));
  });

  test('names every feed of vulnerabilities, and no other', () => {
    const beside = ['distro-info', 'debian-support', 'kev', 'epss', 'redhat-repositories'];
    const all = feeds.map(({ id }) => id).filter((id) => !beside.includes(id));
    expect([...new Set(coverage.map(({ feed }) => feed))].toSorted()).toEqual(all.toSorted());
  });

  test('names the releases of every distribution, and says once what each source leaves open', () => {
    for (const { ecosystem, releases } of coverage) {
      const { kind } = ecosystems.find(({ osv }) => osv === ecosystem) ?? {};
      expect([ecosystem, releases !== undefined]).toEqual([ecosystem, kind === 'distribution']);
    }
    expect(new Set(coverage.map(({ ecosystem, feed }) => `${ecosystem} ${feed}`)).size).toBe(coverage.length);
  });
});

describe('what is tested on made data', () => {
  const releases: Record<string, [osv: string, versionId: string]> = {
    Debian: [':12', '12'],
    Ubuntu: [':22.04:LTS', '22.04'],
    Alpine: [':v3.19', '3.19.1'],
    'Rocky Linux': [':9', '9.4'],
  };
  // Red Hat's has a suite of its own, and a naive check beside it.
  test.each(coverage.filter(({ tested, feed }) => tested === 'made data' && feed !== 'redhat-vex'))(
    '$ecosystem by $feed',
    async ({ ecosystem, feed }) => {
      expect(feed).toBe('osv');
      const { shard: id, purlType } = ecosystems.find(({ osv: name }) => name === ecosystem) ?? {};
      const [suffix, versionId] = releases[ecosystem] ?? ['', '20230201'];
      const ranges = [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2-r0' }] }];
      const affected = [{ package: { ecosystem: `${ecosystem}${suffix}`, name: 'x' }, ranges }];
      const database = await memoryDatabase([osv, { id: 'CVE-2020-0001', modified: '2026-01-01T00:00:00Z', affected }]);
      const found = (version: string) => {
        const type = purlType as 'deb' | 'apk' | 'rpm';
        const place = { locations: [], licences: [], scope: 'installed' as const, base: 'unknown' as const };
        const item = { name: 'x', version, type, purl: `pkg:${type}/x@${version}`, ...place };
        const { findings, notChecked } = matchPackages([item], { id: id ?? '', versionId }, undefined, database);
        return [findings.map(({ ruleId }) => ruleId), notChecked];
      };
      expect(found('1-r0')).toEqual([['CVE-2020-0001'], []]);
      expect(found('2-r0')).toEqual([[], []]);
    },
  );
});
