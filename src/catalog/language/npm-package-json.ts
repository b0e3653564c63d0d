import type { AnalysedFile, Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { asList, asRecord, asText, parseJson } from './json-value.ts';
import { folderOf, moduleRole } from './npm-module-path.ts';
import { npmPackage } from './npm-package.ts';

const maxLicences = 20;

/**
 * Installed packages of npm: the `package.json` at the root of each, and those outside of any `node_modules`: an
 * application's own, or a program that is installed by unpacking it (Yarn in `/opt` of the official Node.js images). Those
 * deeper in a package are its test fixtures, templates and parts, which are no packages of their own.
 */
export const npmPackageJson: Analyser<CatalogFacts> = {
  id: 'npm-package',
  version: 3,
  interest: { names: ['package.json'], accept: isPackageRoot },
  maxBytes: 8 * 1024 * 1024,
  analyse: analysePackageJson,
};

/** Debian keeps some manifests among the documentation, of packages that have another where they are installed. */
function isPackageRoot(path: string): boolean {
  return moduleRole(folderOf(path)) !== 'inside' && !path.startsWith('usr/share/doc/');
}

function analysePackageJson({ path, bytes }: AnalysedFile): CatalogFacts | undefined {
  const problems = new ProblemList(path);
  const manifest = asRecord(parseJson(bytes, problems));
  // An application that calls itself private is never published: a package of the same name would be another one. Where
  // modules are installed the word says nothing: Debian installs from repositories, whose manifests often have it (lodash).
  const item =
    manifest?.['private'] === true && moduleRole(folderOf(path)) !== 'package'
      ? undefined
      : npmPackage(asText(manifest?.['name']), asText(manifest?.['version']), {
          integrity: asText(manifest?.['_integrity']) ?? asText(asRecord(manifest?.['dist'])?.['integrity']),
          licences: licencesOf(manifest),
        });
  // Without name and version it only sets the module system of a folder, or is an application that is never published.
  if (item === undefined && problems.facts().problems === undefined) return undefined;
  return { packages: item === undefined ? [] : [{ ...item, scope: 'installed' }], ...problems.facts() };
}

/** `license` is text today; older packages have an object, and `licenses` with a list of either. */
function licencesOf(manifest: Readonly<Record<string, unknown>> | undefined): string[] {
  const found = new Set<string>();
  for (const field of [manifest?.['license'], manifest?.['licenses']]) {
    for (const value of Array.isArray(field) ? asList(field).slice(0, maxLicences) : [field]) {
      const item = asRecord(value);
      const text = asText(value) ?? asText(item?.['type']) ?? asText(item?.['name']);
      if (text !== undefined && text.trim() !== '') found.add(text.trim());
    }
  }
  return [...found];
}
