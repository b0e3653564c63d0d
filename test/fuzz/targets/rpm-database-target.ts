import { rpmDatabase } from '../../../src/catalog/os/rpm/rpm-database.ts';

/** What holds for every database, however broken: it never throws, and neither grows nor says nothing. */
export function runRpmDatabase(bytes: Buffer): void {
  const { packages, owned = [], problems = [] } = rpmDatabase.analyse({ path: 'var/lib/rpm/Packages', bytes }) ?? {};
  if (packages === undefined) throw new Error('not a package database');
  if (problems.length > 52) throw new Error(`${problems.length} problems`);
  if (problems.some(({ what, where }) => /\p{Cc}/u.test(what + where)))
    throw new Error('control characters in a problem');
  if (packages.length === 0 && problems.length > 0 && !problems.some(({ fatal }) => fatal === true)) {
    throw new Error('nothing was read, and a verdict is still allowed');
  }
  const characters = owned.flatMap(({ files }) => files).reduce((sum, { path }) => sum + path.length, 0);
  if (characters > 64 * 1024 * 1024) throw new Error(`${characters} characters of paths`);
}
