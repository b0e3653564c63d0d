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
const [codename, list] = process.argv.slice(2);
if (folder === undefined || codename === undefined || list === undefined) {
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
const ours = await findingsOf(installed, codename);
const theirs = bruteForce(installed, codename);
const missing = theirs.difference(ours);
const extra = ours.difference(theirs);
console.log(`${codename}: ${installed.length} packages, ${theirs.size} findings by dpkg, ${ours.size} by Seawall`);
for (const line of [...missing].slice(0, 20)) console.log(`  missing ${line}`);
for (const line of [...extra].slice(0, 20)) console.log(`  extra   ${line}`);
process.exitCode = missing.size + extra.size === 0 ? 0 : 1;

function readList(path: string): Installed[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [name = '', version = '', source = '', sourceVersion = ''] = line.split('\t');
    return { name, version, source: { name: source, version: sourceVersion } };
  });
}

async function findingsOf(packages: readonly Installed[], release: string): Promise<Set<string>> {
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
    const { findings } = matchPackages(items, { id: 'debian', codename: release }, undefined, database);
    database.close();
    return new Set(findings.map((finding) => `${finding.package?.name} ${finding.ruleId}`));
  } finally {
    rmSync(data, { recursive: true });
  }
}

function bruteForce(packages: readonly Installed[], release: string): Set<string> {
  const tracker = JSON.parse(gunzipSync(readFileSync(feed)).toString('utf8')) as Record<
    string,
    Record<string, { releases: Record<string, { status: string; fixed_version?: string }> }>
  >;
  const older = olderByDpkg();
  const found = new Set<string>();
  const pending: [finding: string, version: string, fixed: string][] = [];
  for (const item of packages) {
    for (const [cve, { releases }] of Object.entries(tracker[item.source.name] ?? {})) {
      const entry = releases[release];
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
