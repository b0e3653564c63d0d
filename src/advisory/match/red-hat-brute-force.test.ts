import type { Package } from '#model';
import { expect, test } from 'vitest';
import { redhatRepositories } from '../feeds/redhat-repositories.ts';
import { redHatVex, type VexEntry } from '../feeds/redhat-vex.fixture.ts';
import { redhatVex } from '../feeds/redhat-vex.ts';
import { matchPackages } from '../match-packages.ts';
import { rpm } from '../version/version-oracles.fixture.ts';
import { randomNumbers } from '../version/version-pairs.fixture.ts';
import { memoryDatabase } from './memory-database.fixture.ts';

const random = randomNumbers(7);

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

const main = ['cpe:/a:redhat:enterprise_linux:9::appstream', 'cpe:/o:redhat:enterprise_linux:9::baseos'];
const whole = 'cpe:/o:redhat:enterprise_linux:9';
const eus = ['cpe:/a:redhat:rhel_eus:9.2::appstream', 'cpe:/a:redhat:rhel_eus:9.4::appstream'];
const layered = 'cpe:/a:redhat:openshift:4.15::el9';
const layeredWhole = 'cpe:/a:redhat:openshift:4';

/** One stream of an image: where its fixes are published, the better place first, and what is said to be unfixed. */
interface Stream {
  fixes: readonly (readonly string[])[];
  unfixed: readonly string[];
}

interface Image {
  contentSets: string[];
  versionId: string;
  streams: Stream[];
}

const mainStream: Stream = { fixes: [main], unfixed: [whole] };
const layeredStream: Stream = { fixes: [[layered]], unfixed: [layeredWhole] };

const images: readonly Image[] = [
  { contentSets: [], versionId: '9.4', streams: [mainStream] },
  { contentSets: ['main-rpms'], versionId: '9.4', streams: [mainStream] },
  { contentSets: ['eus-rpms'], versionId: '9.2', streams: [{ fixes: [[eus[0] ?? ''], main], unfixed: [whole] }] },
  { contentSets: ['eus-rpms'], versionId: '9.4', streams: [{ fixes: [[eus[1] ?? ''], main], unfixed: [whole] }] },
  { contentSets: ['main-rpms', 'openshift-rpms'], versionId: '9.4', streams: [mainStream, layeredStream] },
];

const repositories = {
  data: {
    'main-rpms': { cpes: main },
    'eus-rpms': { cpes: eus },
    'openshift-rpms': { cpes: [layered] },
  },
};

const sources = ['alpha', 'beta', 'gamma'];
const binaries = sources.flatMap((source) => [source, `${source}-libs`, `lib${source}`]);
const modules = [undefined, undefined, undefined, 'alpha:1', 'alpha:2'];

function aVersion(): string {
  const epoch = pick(['', '', '', '1:']);
  return `${epoch}${pick([1, 2])}.${pick([0, 1, 9, 10])}-${pick([1, 2, 10])}.el9${pick(['', '_2', '_2.1', '_3', '_4', '_4.2'])}`;
}

function anEntry(): VexEntry {
  const module = pick(modules);
  const about = module === undefined ? {} : { module: `${module}:9020:abc` };
  const kind = random();
  if (kind < 0.55) {
    const cpe = pick([...main, ...main, ...eus, layered]);
    return {
      status: 'fixed',
      cpe,
      name: pick(binaries),
      version: aVersion(),
      arch: pick(['x86_64', 's390x']),
      ...about,
    };
  }
  const cpe = pick([whole, whole, layeredWhole]);
  if (kind < 0.65) return { status: 'known_not_affected', cpe, name: pick(binaries), ...about };
  const status = pick(['known_affected', 'known_affected', 'under_investigation'] as const);
  if (kind < 0.85) return { status, cpe, name: pick(sources), arch: 'src', ...about };
  return { status, cpe, name: pick(binaries), ...about };
}

interface Installed {
  name: string;
  version: string;
  source: string;
  module: string | undefined;
}

function aPackage(): Installed {
  const source = pick(sources);
  return { name: pick([source, `${source}-libs`, `lib${source}`]), version: aVersion(), source, module: pick(modules) };
}

type Order = (a: string, b: string) => string;

/** By the rules as the documentation has them, one stream after the other. */
function isAffected(item: Installed, entries: readonly VexEntry[], image: Image, order: Order): boolean {
  const ours = entries.filter(({ module }) => module?.replace(':9020:abc', '') === item.module);
  return image.streams.some(({ fixes, unfixed }) => {
    const fixed = (places: readonly string[]): string[] =>
      ours.flatMap(({ status, cpe, name, version = '' }) =>
        status === 'fixed' && places.includes(cpe) && name === item.name ? [version] : [],
      );
    const published = fixes.map(fixed).find((versions) => versions.length > 0);
    if (published !== undefined) {
      const minor = fixes.length > 1 ? /el9_\d+/.exec(item.version)?.[0] : undefined;
      const own = published.filter((version) => minor !== undefined && /el9_\d+/.exec(version)?.[0] === minor);
      return (own.length > 0 ? own : published).some((version) => order(item.version, version) === '<');
    }
    const open = ours.filter(({ status, cpe }) => status !== 'fixed' && unfixed.includes(cpe));
    const byName = open.filter(({ name, arch }) => arch !== 'src' && name === item.name);
    // That a package is not affected is kept only where something is said of a source.
    const counts = entries.some(({ status, arch }) => arch === 'src' && status !== 'fixed');
    const said = byName.filter(({ status }) => status !== 'known_not_affected' || counts);
    if (said.length > 0) return said.some(({ status }) => status !== 'known_not_affected');
    return open.some(({ name, arch }) => arch === 'src' && name === item.source);
  });
}

test.skipIf(rpm.missing() !== undefined)(
  'findings against a naive check with rpm: none missing, none extra',
  async () => {
    const files = Array.from({ length: 60 }, (_, index) => ({
      cve: `CVE-2024-${1000 + index}`,
      entries: Array.from({ length: 3 + Math.floor(random() * 30) }, anEntry),
    }));
    const packages = Array.from({ length: 150 }, aPackage);
    const asked = new Map<string, [string, string]>();
    const fixes = files.flatMap(({ entries }) => entries.flatMap(({ version: fixed }) => fixed ?? []));
    for (const { version } of packages) for (const fixed of fixes) asked.set(`${version} ${fixed}`, [version, fixed]);
    const answers = rpm.ask([...asked.values()]);
    expect(answers).toHaveLength(asked.size);
    const orders = new Map([...asked.keys()].map((key, index) => [key, answers[index] ?? '?']));
    const order: Order = (a, b) => orders.get(`${a} ${b}`) ?? '?';
    const documents = files.map(({ cve, entries }) => [redhatVex, redHatVex(cve, entries)] as const);
    const database = await memoryDatabase(...documents, [redhatRepositories, repositories]);
    for (const image of images) {
      let findings = 0;
      for (const { name, version, source, module } of packages) {
        const item: Package = {
          name,
          version,
          type: 'rpm',
          purl: `pkg:rpm/redhat/${name}@${version}`,
          source: { name: source, version },
          licences: [],
          locations: [],
          scope: 'installed',
          base: 'unknown',
          ...(module !== undefined && { properties: { modularitylabel: `${module}:9010:def` } }),
        };
        const os = { id: 'rhel', versionId: image.versionId };
        const result = matchPackages([item], os, image.contentSets, database);
        const expected = files
          .filter(({ entries }) => isAffected({ name, version, source, module }, entries, image, order))
          .map(({ cve }) => cve);
        const found = result.findings.map(({ ruleId }) => ruleId).toSorted();
        expect([image.contentSets, name, version, module, found, result.notChecked]).toEqual([
          image.contentSets,
          name,
          version,
          module,
          expected,
          [],
        ]);
        findings += expected.length;
      }
      expect(findings).toBeGreaterThan(500);
    }
  },
);
