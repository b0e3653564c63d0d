import { ok } from 'node:assert';
import { rpmDatabase } from '../../src/catalog/os/rpm/rpm-database.ts';

/** What holds for every rpm database, however broken: it never throws, never grows, and never passes for empty. */
export function runRpmDatabase(bytes: Buffer): void {
  const { packages, owned = [], problems = [] } = rpmDatabase.analyse({ path: 'var/lib/rpm/Packages', bytes }) ?? {};
  ok(packages !== undefined, 'not a package database');
  ok(problems.length <= 52, `${problems.length} problems`);
  ok(!problems.some(({ what, where }) => /\p{Cc}/u.test(what + where)), 'control characters in a problem');
  const mayPass = !problems.some(({ fatal }) => fatal === true);
  ok(packages.length > 0 || problems.length === 0 || !mayPass, 'nothing was read, and a verdict is still allowed');
  // Folders multiply: an input may name a path of 4,096 characters with a few bytes, but only so many times.
  const text = JSON.stringify(packages).length;
  ok(text <= 4096 + 100 * bytes.length, `${text} characters of packages from ${bytes.length} bytes`);
  ok(owned.flatMap(({ files }) => files).length <= bytes.length, 'more files than bytes');
}
