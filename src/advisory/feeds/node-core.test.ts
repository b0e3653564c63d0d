import { satisfies } from 'semver';
import { describe, expect, test } from 'vitest';
import { inRange } from '../in-range.ts';
import { semver } from '../version/semver.ts';
import { collect } from './collect.fixture.ts';
import { nodeCore } from './node-core.ts';
import { collectReal, realAdvisories } from './real-files.fixture.ts';

const entry = {
  cve: ['CVE-2017-14919'],
  ref: 'https://nodejs.org/en/blog/vulnerability/oct-2017-dos/',
  vulnerable: '^4.8.2 || 5.x || 8.x',
  patched: '^4.8.5 || ^8.8.0',
  description: 'Denial of service',
  overview: 'Long text.\nMore.',
  affectedEnvironments: ['all'],
  severity: 'high',
  publish_date: '2017-10-24',
};
const list = (...entries: object[]) =>
  collect(nodeCore, JSON.stringify(Object.fromEntries(entries.map((item, at) => [at + 1, item]))));
const rangesOf = async (vulnerable: string, patched: string) =>
  (await list({ ...entry, vulnerable, patched })).rows[0]?.[2].ranges;

describe("Node.js' list of its own vulnerabilities", () => {
  test('is told by its form, and not mistaken for that of npm packages', () => {
    expect(nodeCore.recognise(Buffer.from(JSON.stringify({ 1: entry })))).toBe(true);
    const npm = { 1: { id: 1, module_name: 'x', vulnerable_versions: '<1', patched_versions: '>=1' } };
    expect(nodeCore.recognise(Buffer.from(JSON.stringify(npm)))).toBe(false);
  });

  test('says which versions are affected, and which are fixes in their release line', async () => {
    const found = await list(entry);
    expect(found).toMatchObject({
      source: 'node-core',
      replaces: 'all',
      records: 1,
      newest: '2017-10-24',
      problems: [],
    });
    const ranges = [
      { introduced: '4.8.2', fixed: '4.8.5' },
      { introduced: '5.0.0', lastAffected: '6.0.0-0' },
      { introduced: '8.0.0', fixed: '8.8.0' },
    ];
    expect(found.rows).toEqual([['node-core', 'node', { id: 'CVE-2017-14919', source: 'nodejs', ranges }]]);
    const record = {
      id: 'CVE-2017-14919',
      source: 'nodejs',
      title: 'Denial of service',
      level: 'high',
      published: '2017-10-24',
      references: ['https://nodejs.org/en/blog/vulnerability/oct-2017-dos/'],
    };
    expect(found.advisories).toEqual([['node-core', record]]);
    expect(found.details).toEqual([['CVE-2017-14919', record]]);
  });

  test.each([
    ['<= 10', '^6.14.4 || >= 10.9.0', [{ fixed: '6.14.4' }, { introduced: '7.0.0-0', fixed: '10.9.0' }]],
    ['8.5.0', '^8.6.0', [{ introduced: '8.5.0', lastAffected: '8.5.0' }]],
    ['>=6.0.0 <6.2.0', '^5.12.0', [{ introduced: '6.0.0', fixed: '6.2.0' }]],
    [
      '15.x',
      '15.2.1',
      [
        { introduced: '15.0.0', fixed: '15.2.1' },
        { introduced: '15.2.2-0', lastAffected: '16.0.0-0' },
      ],
    ],
    ['4.x', '', [{ introduced: '4.0.0', lastAffected: '5.0.0-0' }]],
    ['4.x', '^4.0.0', []],
  ])('%s without %s', async (vulnerable, patched, expected) => {
    expect(await rangesOf(vulnerable, patched)).toEqual(expected);
  });

  test('of several CVEs each is a row, and without one the number is the id', async () => {
    const found = await list({ ...entry, cve: ['CVE-2016-9840', 'CVE-2016-9841', 'x'] }, { ...entry, cve: [] });
    expect(found.rows.map(([, , { id }]) => id)).toEqual(['CVE-2016-9840', 'CVE-2016-9841', 'NSWG-COR-2']);
    expect(found.details).toHaveLength(2);
  });

  test('what concerns other systems only is left out', async () => {
    const environments = (...affectedEnvironments: string[]) => ({ ...entry, affectedEnvironments });
    const found = await list(environments('win32'), environments('win32', 'linux'), environments());
    expect(found).toMatchObject({ records: 3, problems: [] });
    expect(found.rows).toHaveLength(2);
  });

  test('what is not understood is named, and the rest stays', async () => {
    const found = await list({ ...entry, patched: 'next' }, { ...entry, vulnerable: undefined }, 7 as never, entry);
    expect(found.problems).toEqual([1, 2, 3].map((at) => `entry ${at}: version ranges that are not understood`));
    expect(found.rows).toHaveLength(1);
    await expect(collect(nodeCore, '[]')).rejects.toThrow('no object');
  });
});

/** More releases of Node.js than there are: every line from 0.1 to 25 with every number that any of them reached. */
function everyRelease(): string[] {
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
  const old = upTo(13).flatMap((minor) => upTo(110).map((patch) => `0.${minor}.${patch}`));
  return [
    ...old,
    ...upTo(27).flatMap((major) => upTo(26).flatMap((minor) => upTo(14).map((patch) => `${major}.${minor}.${patch}`))),
  ];
}

describe.skipIf(realAdvisories === '')("Node.js' real list (needs SEAWALL_ADVISORIES)", () => {
  test("affects the releases that npm's semver says, none more and none less", async () => {
    const [found] = await collectReal(nodeCore, 'npm/nodejs-core-vulns.json.gz');
    expect(found).toMatchObject({ problems: [], records: 171 });
    const oracle = await oracleEntries();
    const releases = everyRelease();
    let affected = 0;
    for (const { ids, vulnerable, patched } of oracle) {
      for (const id of ids) {
        const rows = found?.rows.filter(([, , row]) => row.id === id) ?? [];
        expect([id, rows.length > 0]).toEqual([id, true]);
        for (const version of releases) {
          const expected = satisfies(version, vulnerable) && !satisfies(version, patched);
          const got = rows.some(([, , { ranges }]) => ranges.some((range) => inRange(version, range, semver)));
          if (got !== expected) expect([id, version, got]).toEqual([id, version, expected]);
          if (got) affected++;
        }
      }
    }
    expect(found?.rows.length).toBe(oracle.reduce((sum, { ids }) => sum + ids.length, 0));
    expect(affected).toBeGreaterThan(10_000);
  });
});

interface OracleEntry {
  ids: string[];
  vulnerable: string;
  patched: string;
}

/** The file as it is, read with nothing of ours. */
async function oracleEntries(): Promise<OracleEntry[]> {
  const { readFileSync } = await import('node:fs');
  const { gunzipSync } = await import('node:zlib');
  const text = gunzipSync(readFileSync(`${realAdvisories}/npm/nodejs-core-vulns.json.gz`)).toString('utf8');
  const document = JSON.parse(text) as Record<string, OracleEntry & { cve: string[]; affectedEnvironments: string[] }>;
  return Object.entries(document).flatMap(([number, { cve, vulnerable, patched, affectedEnvironments }]) =>
    affectedEnvironments.every((system) => system === 'win32')
      ? []
      : { ids: cve.length > 0 ? cve : [`NSWG-COR-${number}`], vulnerable, patched },
  );
}
