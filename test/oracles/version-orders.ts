// Big runs of the version orderings against other implementations: `tools/with-node test/oracles/version-orders.ts [PAIRS]`.
// dpkg itself takes about a minute for 10,000 pairs.
import { compareVersions } from '#advisory';
import {
  apk,
  dpkg,
  dpkgPerl,
  npmSemver,
  rpm,
  type VersionOracle,
} from '../../src/advisory/version/version-oracles.fixture.ts';
import { versionPairs } from '../../src/advisory/version/version-pairs.fixture.ts';

const count = Number(process.argv[2] ?? 10_000);
const runs: [format: string, oracle: VersionOracle, comparableOnly: boolean][] = [
  ['deb', dpkg, false],
  ['deb', dpkgPerl, true],
  ['rpm', rpm, false],
  ['apk', apk, false],
  ['semver', npmSemver, false],
];

let failed = false;
for (const [format, oracle, comparableOnly] of runs) {
  const reason = oracle.missing();
  if (reason !== undefined) {
    console.log(`${format}: ${oracle.id}: skipped: ${reason}`);
    continue;
  }
  const pairs = [...versionPairs(format, count, 7, oracle.beyond)];
  const answers = oracle.ask(pairs);
  const different = pairs.flatMap(([a, b], index) => {
    const ours = compareVersions(format, a, b);
    const theirs = answers[index];
    if (comparableOnly && (ours === '?' || theirs === '?')) return [];
    return ours === theirs ? [] : [`${a}\t${b}\tours ${ours} theirs ${theirs ?? 'nothing'}`];
  });
  const equal = answers.filter((answer) => answer === '=').length;
  const refused = answers.filter((answer) => answer === '?').length;
  console.log(
    `${format}: ${oracle.id}: ${pairs.length} pairs (${equal} equal, ${refused} refused), ${different.length} differ`,
  );
  for (const line of different.slice(0, 10)) console.log(`  ${line}`);
  failed ||= different.length > 0;
}
process.exitCode = failed ? 1 : 0;
