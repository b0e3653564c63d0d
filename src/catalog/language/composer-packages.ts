import { quoted, type ProblemList } from '../problem-list.ts';
import { asList, asRecord, asText, entriesOf } from './json-value.ts';
import type { LockedPackage } from './locked-packages.ts';
import { namedPackage } from './named-package.ts';
import { hexHash } from './recorded-hash.ts';

const maxPackages = 200_000;
const maxLicences = 100;
/** How many packages may stand for one name: loggers provide `psr/log-implementation`, and a project has several. */
const maxProviders = 16;

/** A package as it stands in the file. */
export interface ComposerEntry {
  value: unknown;
  /** Whether only development needs it; absent when nothing tells. */
  dev?: boolean | undefined;
}

/**
 * Packages as Composer writes them into composer.lock and installed.json, keyed by lower-case name, which is unique.
 * What a package replaces or provides stands for the packages of those names. Platform requirements (`php`, `ext-json`)
 * have no vendor and are no packages. Source: Composer's documentation, "The composer.json schema".
 */
export function readComposerPackages(entries: readonly ComposerEntry[], problems: ProblemList): LockedPackage[] {
  const found = new Map<string, LockedPackage>();
  const providers = new Map<string, string[]>();
  if (entries.length > maxPackages) problems.add(`more than ${maxPackages} packages: the rest was not read`);
  for (const { value, dev } of entries.slice(0, maxPackages)) {
    const table = asRecord(value) ?? {};
    const item = namedPackage('composer', table['name'], table['version'], problems);
    if (item === undefined) continue;
    const key = item.name.toLowerCase();
    const hash = hexHash('sha1', asText(asRecord(table['dist'])?.['shasum']));
    const details = {
      licences: licencesOf(table['license']),
      ...(dev !== undefined && { dev }),
      ...(hash !== undefined && { hashes: [hash] }),
    };
    const needs = entriesOf(table['require']).map(([name]) => name.toLowerCase());
    if (!found.has(key)) found.set(key, { key, package: { ...item, ...details }, needs });
    for (const [name] of [...entriesOf(table['replace']), ...entriesOf(table['provide'])]) {
      const known = providers.get(name.toLowerCase()) ?? [];
      if (known.length < maxProviders) providers.set(name.toLowerCase(), [...known, key]);
    }
  }
  return Array.from(found.values(), (item) => ({
    ...item,
    needs: item.needs.flatMap((name) => (found.has(name) ? name : (providers.get(name) ?? []))),
  }));
}

/** Several mean that one may be chosen. */
function licencesOf(value: unknown): string[] {
  const all = typeof value === 'string' ? [value] : asList(value);
  return all
    .slice(0, maxLicences)
    .flatMap((licence) => asText(licence) ?? [])
    .map((licence) => quoted(licence, 200));
}
