import type { Distribution, Package } from '#model';
import { describe, expect, test } from 'vitest';
import { amazonUpdateinfo } from '../feeds/amazon-updateinfo.ts';
import type { Feed } from '../feeds/feed.ts';
import { oracleOval } from '../feeds/oracle-oval.ts';
import { type MadeCriteria, ovalDocument } from '../feeds/oval.fixture.ts';
import { suseOval } from '../feeds/suse-oval.ts';
import { updateinfo } from '../feeds/updateinfo.fixture.ts';
import { matchPackages } from '../match-packages.ts';
import { rpm } from '../version/version-oracles.fixture.ts';
import { randomNumbers } from '../version/version-pairs.fixture.ts';
import { memoryDatabase } from './memory-database.fixture.ts';

/** What a vendor says about one package: in which notice, for which part of the distribution, below which version. */
interface Entry {
  notice: number;
  name: string;
  /** Absent: all versions; `never`: none. */
  fixed?: string;
  arch: string;
  /** `NAME:STREAM`, a kind of build, a product or a topic: what the feed keeps apart. */
  lane: string;
}

const random = randomNumbers(23);
const pick = <T>(...list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const cvesOf = (notice: number): string[] => [`CVE-2024-${1000 + (notice % 40)}`, `CVE-2024-${2000 + notice}`];
const evr = (suffix = ''): string =>
  `${pick('', '', '0:', '1:', '10:')}${pick('1.0', '1.0.1', '1.0~rc1', '1.10', '1.9^git1', '2')}` +
  `-${pick('1', '2', '10')}.${pick('el8', 'el8_3', 'el8_3.2')}${suffix}`;
const withoutZero = (text: string): string => text.replace(/^0:/, '');

function entries(count: number, make: () => Omit<Entry, 'notice'>): Entry[] {
  return Array.from({ length: count }, (_, notice) =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({ notice, ...make() })),
  ).flat();
}

function installed(count: number, make: () => { version: string; arch: string; label?: string }): Package[] {
  return Array.from({ length: count }, (_, index) => {
    const { version, arch, label } = make();
    return {
      name: `p${index % 8}`,
      version: withoutZero(version),
      purl: `pkg:rpm/x/p${index % 8}@${index}`,
      type: 'rpm',
      arch,
      licences: [],
      locations: [],
      scope: 'installed',
      base: 'unknown',
      ...(label !== undefined && { properties: { modularitylabel: label } }),
    };
  });
}

/** `index CVE` for everything that is older than any version that concerns it, each comparison asked of rpm. */
function naive(
  packages: readonly Package[],
  all: readonly Entry[],
  concerns: (item: Package, entry: Entry) => boolean,
): string[] {
  const found = new Set<string>();
  const questions: { pair: [string, string]; findings: string[] }[] = [];
  for (const [index, item] of packages.entries()) {
    for (const entry of all) {
      if (entry.name !== item.name || !concerns(item, entry) || entry.fixed === 'never') continue;
      const findings = cvesOf(entry.notice).map((cve) => `${index} ${cve}`);
      if (entry.fixed !== undefined) questions.push({ pair: [item.version, entry.fixed], findings });
      else for (const finding of findings) found.add(finding);
    }
  }
  const answers = rpm.ask(questions.map(({ pair }) => pair));
  for (const [at, { findings }] of questions.entries()) {
    if (answers[at] === '<') for (const finding of findings) found.add(finding);
  }
  return [...found].toSorted();
}

/** The same from the published file. */
async function matched(
  feed: Feed,
  text: string,
  packages: readonly Package[],
  distribution: Distribution,
): Promise<string[]> {
  const database = await memoryDatabase([feed, text]);
  return packages
    .flatMap((item, index) => {
      const { findings, notChecked } = matchPackages([item], distribution, undefined, database);
      expect(notChecked).toEqual([]);
      return findings.map(({ ruleId }) => `${index} ${ruleId}`);
    })
    .toSorted();
}

/** Architectures are told apart where a notice has several versions of a package in one lane. */
function isForArch(all: readonly Entry[], item: Package, entry: Entry): boolean {
  const same = all.filter(
    ({ notice, name, lane }) => notice === entry.notice && name === entry.name && lane === entry.lane,
  );
  if (new Set(same.map(({ fixed }) => withoutZero(fixed ?? ''))).size === 1 || item.arch === 'noarch') return true;
  const version = withoutZero(entry.fixed ?? '');
  const arches = same.filter(({ fixed }) => withoutZero(fixed ?? '') === version).map(({ arch }) => arch);
  return arches.includes('noarch') || arches.includes(item.arch ?? '');
}

const name = (): string => `p${Math.floor(random() * 8)}`;
const arch = (): string => pick('x86_64', 'aarch64', 'noarch');

describe.skipIf(rpm.missing() !== undefined)('findings against a naive check with rpm', () => {
  test('Amazon Linux', async () => {
    const all = entries(120, () => ({ name: name(), fixed: evr(), arch: arch(), lane: pick('2', '2', '2023') }));
    const notices = Map.groupBy(all, ({ notice, lane }) => `ALAS${lane}-2024-${notice}`);
    const text = updateinfo(
      [...notices].map(([id, items]) => ({
        id,
        cves: cvesOf(items[0]!.notice),
        packages: items.map((item) => {
          const [, epoch = '0', version, release] = /^(?:(\d+):)?(.*)-(.*)$/.exec(item.fixed!) ?? [];
          return `${item.name} ${epoch} ${version} ${release} ${item.arch}`;
        }),
      })),
    );
    const packages = installed(80, () => ({ version: evr(), arch: arch() }));
    for (const versionId of ['2', '2023']) {
      const expected = naive(packages, all, (item, entry) => entry.lane === versionId && isForArch(all, item, entry));
      expect(expected.length).toBeGreaterThan(500);
      expect(await matched(amazonUpdateinfo, text, packages, { id: 'amzn', versionId })).toEqual(expected);
    }
  });

  test('Oracle Linux', async () => {
    const lanes = ['', '', 'nodejs:16', 'nodejs:18', 'ksplice', 'fips'];
    const suffixes: Record<string, string> = { ksplice: '.ksplice1.el8', fips: '_fips', '': '' };
    const versionIn = (lane: string): string => evr(suffixes[lane] ?? '.module+el8+1');
    const all = entries(120, () => {
      const lane = pick(...lanes);
      return { name: name(), fixed: versionIn(lane), arch: pick('x86_64', 'aarch64'), lane };
    });
    const definitions = [...Map.groupBy(all, ({ notice }) => notice)].map(([notice, items]) => ({
      id: `${notice}`,
      title: `ELSA-2024-${1000 + notice}: some security update (LOW)`,
      cves: cvesOf(notice),
      criteria: oracleCriteria(items),
    }));
    const packages = installed(120, () => {
      const lane = pick(...lanes);
      const label = lane.includes(':') ? { label: `${lane}:8090020230802:ab12` } : {};
      return { version: versionIn(lane), arch: arch(), ...label };
    });
    const laneOf = ({ version, properties }: Package): string =>
      /ksplice|fips/.exec(version)?.[0] ?? properties?.['modularitylabel']?.split(':').slice(0, 2).join(':') ?? '';
    const expected = naive(packages, all, (item, entry) => entry.lane === laneOf(item) && isForArch(all, item, entry));
    expect(expected.length).toBeGreaterThan(300);
    const text = ovalDocument('com.oracle.elsa', definitions);
    expect(await matched(oracleOval, text, packages, { id: 'ol', versionId: '8.9' })).toEqual(expected);
  });

  test('SUSE', async () => {
    const products: [product: string, release: string][] = [
      ['SUSE Linux Enterprise Server 15 SP5', '15.5'],
      ['SUSE Linux Enterprise Module for Basesystem 15 SP5', '15.5'],
      ['SUSE Linux Enterprise Server 15 SP5-LTSS', '15.5'],
      ['SUSE Linux Enterprise Server for SAP Applications 15 SP4', '15.4'],
      ['SUSE Linux Enterprise Micro 5.5', ''],
    ];
    const all = entries(150, () => ({
      name: name(),
      fixed: pick(evr(), evr(), 'ever', 'never'),
      arch: '',
      lane: pick(...products)[0],
    }));
    const states = new Map<string, string>();
    const definitions = [...Map.groupBy(all, ({ notice }) => notice)].flatMap(([notice, items]) =>
      cvesOf(notice).map((title) => ({
        id: `${title.replaceAll(/\D/g, '')}${notice}`,
        class: 'vulnerability',
        title,
        criteria: {
          any: items.map((item) => ({ all: [`${item.lane} is installed`, { any: [suseComment(item, states)] }] })),
        },
      })),
    );
    const packages = installed(80, () => ({ version: evr(), arch: arch() }));
    for (const versionId of ['15.4', '15.5']) {
      const here = all.filter(({ lane }) =>
        products.some(([product, release]) => product === lane && release === versionId),
      );
      // Within a release, a fix ends that all versions are affected; fixes are of one definition.
      const effective = here.flatMap(({ fixed, ...entry }) => {
        if (fixed !== 'ever') return [{ ...entry, ...(fixed !== undefined && { fixed }) }];
        const same = here.filter((other) => other.notice === entry.notice && other.name === entry.name);
        return same.some((other) => other.fixed !== 'ever' && other.fixed !== 'never') ? [] : [entry];
      });
      const expected = naive(packages, effective, () => true);
      expect(expected.length).toBeGreaterThan(300);
      const text = ovalDocument('org.opensuse.security', definitions, states);
      expect(await matched(suseOval, text, packages, { id: 'sles', versionId })).toEqual(expected);
    }
  });
});

function oracleCriteria(items: readonly Entry[]): MadeCriteria {
  const arches = [...Map.groupBy(items, (item) => item.arch)].map(([system, own]) => ({
    all: [
      `Oracle Linux arch is ${system}`,
      {
        any: [...Map.groupBy(own, ({ lane }) => (lane.includes(':') ? lane : ''))].map(([module, inside]) => {
          const packages = inside.map((item) => ({
            all: [`${item.name} is earlier than ${item.fixed}`, `${item.name} is signed with the Oracle Linux 8 key`],
          }));
          return module === '' ? { any: packages } : { all: [`Module ${module} is enabled`, { any: packages }] };
        }),
      },
    ],
  }));
  return { all: ['Oracle Linux 8 is installed', { any: arches }] };
}

function suseComment({ name: item, fixed = '' }: Entry, states: Map<string, string>): string {
  if (fixed === 'never') {
    states.set(`${item} is not affected`, `${item} version 0`);
    return `${item} is not affected`;
  }
  if (fixed === 'ever') {
    states.set(`${item} is affected`, `${item} greater than 0:0-0`);
    return `${item} is affected`;
  }
  // The comment has no epoch: the fixture tells tests apart by it, so that a letter stands for each here.
  const comment = `${item}-${fixed.replace(/^(\d+):/, (_, epoch: string) => `e${epoch}.`)} is installed`;
  states.set(comment, `${item} less than ${/^\d+:/.test(fixed) ? fixed : `0:${fixed}`}`);
  return comment;
}
