// Big runs of the version orderings against other implementations: `tools/with-node test/oracles/version-orders.ts [PAIRS]`.
// dpkg itself takes about a minute for 10,000 pairs.
import { compareVersions } from '#advisory';
import { oracleRuns, pairsOf } from '../../src/advisory/version/oracle-runs.fixture.ts';

const count = Number(process.argv[2] ?? 10_000);
let failed = false;
for (const run of oracleRuns) {
  const { ordering, pairs: format, oracle, strict } = run;
  const reason = oracle.missing();
  if (reason !== undefined) {
    console.log(`${format}: ${oracle.id}: skipped: ${reason}`);
    continue;
  }
  const pairs = pairsOf(run, count, 7);
  const answers = oracle.ask(pairs);
  const different = pairs.flatMap(([a, b], index) => {
    const ours = compareVersions(ordering, a, b);
    const theirs = answers[index];
    if (!strict && (ours === '?' || theirs === '?')) return [];
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
