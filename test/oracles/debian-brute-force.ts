// Every finding of the Debian tracker export for a real package list, against `dpkg --compare-versions`:
//   SEAWALL_ADVISORIES=FOLDER tools/with-node test/oracles/debian-brute-force.ts RELEASE LIST
// RELEASE is a code name such as bookworm; LIST is the output, inside the root file system, of
//   dpkg-query -W -f '${Package}\t${Version}\t${source:Package}\t${source:Version}\n'
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { importPaths, matchPackages, openDatabase } from '#advisory';
import type { Package } from '#model';

const folder = process.env['SEAWALL_ADVISORIES'];
const [release, list] = process.argv.slice(2);
if (folder === undefined || release === undefined || list === undefined) {
  console.log('skipped: needs SEAWALL_ADVISORIES, a release and a package list');
  process.exit(0);
}

interface Installed {
  name: string;
  version: string;
  source: { name: string; version: string };
}

const feed = join(folder, 'debian', 'tracker-derived.json.gz');
const installed = readList(list);
const tracker = readTracker();
await compare('as installed', installed, release);
// An image of today has few findings: the same packages at versions from their own past have many.
await compare(
  'at older versions',
  installed.map((item, at) => aged(item, at, release)),
  release,
);

/** Prints how both agree on a list; the exit code is 1 when they do not. */
async function compare(what: string, packages: readonly Installed[], codename: string): Promise<void> {
  const ours = await findingsOf(packages, codename);
  const theirs = bruteForce(packages, codename);
  const missing = theirs.difference(ours);
  const extra = ours.difference(theirs);
  const counts = `${theirs.size} findings by dpkg, ${ours.size} by Seawall`;
  console.log(`${codename} ${what}: ${packages.length} packages, ${counts}`);
  for (const line of [...missing].slice(0, 20)) console.log(`  missing ${line}`);
  for (const line of [...extra].slice(0, 20)) console.log(`  extra   ${line}`);
  if (missing.size + extra.size > 0) process.exitCode = 1;
}

/** The package at a version in which one of its own vulnerabilities was fixed, where the tracker knows one. */
function aged(item: Installed, index: number, codename: string): Installed {
  const fixes = Object.values(tracker[item.source.name] ?? {})
    .map(({ releases }) => releases[codename]?.fixed_version)
    .filter((version) => version !== undefined && version !== '0');
  const version = fixes[(index * 7919) % Math.max(fixes.length, 1)];
  return version === undefined ? item : { ...item, version, source: { ...item.source, version } };
}

function readList(path: string): Installed[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [name = '', version = '', source = '', sourceVersion = ''] = line.split('\t');
    return { name, version, source: { name: source, version: sourceVersion } };
  });
}

async function findingsOf(packages: readonly Installed[], codename: string): Promise<Set<string>> {
  const data = mkdtempSync(join(tmpdir(), 'seawall-brute-force-'));
  try {
    await importPaths(data, [feed], { now: new Date() });
    const database = openDatabase(data);
    const items: Package[] = packages.map((item) => ({
      ...item,
      purl: `pkg:deb/debian/${item.name}@${encodeURIComponent(item.version)}`,
      type: 'deb',
      licences: [],
      locations: [],
      scope: 'installed',
      base: 'unknown',
    }));
    const { findings } = matchPackages(items, { id: 'debian', codename }, undefined, database);
    database.close();
    return new Set(findings.map((finding) => `${finding.package?.name} ${finding.ruleId}`));
  } finally {
    rmSync(data, { recursive: true });
  }
}

function readTracker() {
  return JSON.parse(gunzipSync(readFileSync(feed)).toString('utf8')) as Record<
    string,
    Record<string, { releases: Record<string, { status: string; fixed_version?: string }> }>
  >;
}

function bruteForce(packages: readonly Installed[], codename: string): Set<string> {
  const older = olderByDpkg();
  const found = new Set<string>();
  const pending: [finding: string, version: string, fixed: string][] = [];
  for (const item of packages) {
    for (const [cve, { releases }] of Object.entries(tracker[item.source.name] ?? {})) {
      const entry = releases[codename];
      const finding = `${item.name} ${cve}`;
      if (entry?.status === 'open') found.add(finding);
      else if (entry?.status === 'resolved' && entry.fixed_version !== undefined && entry.fixed_version !== '0') {
        pending.push([finding, item.source.version, entry.fixed_version]);
      }
    }
  }
  older.ask(pending.map(([, version, fixed]) => `${version} ${fixed}`));
  for (const [finding, version, fixed] of pending) if (older.isOlder(`${version} ${fixed}`)) found.add(finding);
  return found;
}

/** Asks dpkg once for every different pair. */
function olderByDpkg() {
  const answers = new Map<string, boolean>();
  return {
    ask(pairs: readonly string[]): void {
      const unique = [...new Set(pairs)];
      const script =
        'while read -r a b; do if dpkg --compare-versions "$a" lt "$b"; then echo y; else echo n; fi; done';
      const { stdout } = spawnSync('sh', ['-c', script], {
        input: `${unique.join('\n')}\n`,
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      });
      const lines = stdout.split('\n');
      for (const [index, pair] of unique.entries()) answers.set(pair, lines[index] === 'y');
    },
    isOlder: (pair: string): boolean => answers.get(pair) === true,
  };
}
