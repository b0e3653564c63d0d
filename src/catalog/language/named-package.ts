import { languagePurl, type PackageType } from '#model';
import type { CatalogedPackage } from '../facts.ts';
import type { ProblemList } from '../problem-list.ts';

/** Printable ASCII without spaces: wider than the names and versions of every ecosystem read here. */
const word = /^[!-~]{1,512}$/;

/** A package by what a file says its name and version are; undefined, with a problem noted, when they cannot be. */
export function namedPackage(
  type: PackageType,
  name: unknown,
  version: unknown,
  problems: ProblemList,
  line?: number,
): CatalogedPackage | undefined {
  if (typeof name !== 'string' || !word.test(name)) {
    problems.add('not a package name', line, typeof name === 'string' ? name : undefined);
    return undefined;
  }
  if (typeof version !== 'string' || !word.test(version)) {
    const found = typeof version === 'string' ? version : undefined;
    problems.add(
      `${name.slice(0, 100)} has ${found === undefined ? 'no version' : 'a malformed version'}`,
      line,
      found,
    );
    return undefined;
  }
  return { name, version, purl: languagePurl(type, name, version), type, licences: [] };
}
