import { withDistribution, type CatalogFacts } from '#catalog';

const word = /^[!-~]+$/;
const control = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Throws when facts hold what must never come out of an analyser of packages, whatever the bytes were. */
export function checkFacts(facts: CatalogFacts | undefined): void {
  if (facts === undefined) return;
  for (const pkg of facts.packages ?? []) {
    const { purl } = withDistribution(pkg, facts.distribution ?? { id: 'debian', versionId: '12' });
    const words = [pkg.name, pkg.version, purl, pkg.arch ?? '-', pkg.source?.name ?? '-', pkg.source?.version ?? '-'];
    if (!words.every((text) => word.test(text))) throw new Error(`not words: ${JSON.stringify(words)}`);
  }
  for (const { path } of (facts.owned ?? []).flatMap((owned) => owned.files)) {
    if (!path.startsWith('/') || path.includes('\0') || `${path}/`.includes('/../'))
      throw new Error(`not an absolute path: ${JSON.stringify(path)}`);
  }
  const licences = (facts.licences ?? []).flatMap((fact) => fact.licences);
  const problems = (facts.problems ?? []).flatMap((problem) => [problem.where, problem.what]);
  const texts = [...licences, ...problems, ...Object.values(facts.distribution ?? {}).flat()];
  const bad = texts.find((text) => control.test(text) || text.length > 1000);
  if (bad !== undefined) throw new Error(`not a line of text: ${JSON.stringify(bad)}`);
  if (JSON.stringify(JSON.parse(JSON.stringify(facts))) !== JSON.stringify(facts)) throw new Error('not plain JSON');
}
