import type { Analyser } from '#image';
import { encodePurlPart, isOperatingSystemType, languagePurl, parsePurl, type PurlParts } from '#model';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { asRecord, parseJson } from '../language/json-value.ts';
import { withGraph } from '../language/locked-packages.ts';
import { namedPackage } from '../language/named-package.ts';
import { ProblemList, quoted } from '../problem-list.ts';
import { MalformedSbomError } from './malformed-sbom.ts';
import { packageName } from './package-name.ts';
import { isPackageType, packageTypeOf } from './package-type.ts';
import type { SbomComponent, SbomDocument } from './sbom-document.ts';
import { SbomProblems } from './sbom-problems.ts';
import { readSpdx } from './spdx.ts';

const maxLicences = 100;
/** Every edge repeats the purl that it leads to: without a bound a small file would fill the memory. */
const purlText = /^[!-~]{1,1024}$/;

/**
 * Reads the bill of materials that Bitnami lays beside each component of its images, in SPDX 2: the component itself, the
 * software that it bundles, and the packages of languages in it. It is a claim of whoever built the image: it names
 * packages, and nothing in it may speak against one (for development only, owned by the operating system).
 * Source: github.com/bitnami/vulndb, "How to consume this CVE feed"; the purl type `bitnami`.
 */
export const bitnamiSpdx: Analyser<CatalogFacts> = {
  id: 'bitnami-spdx',
  version: 1,
  interest: { folders: ['opt/bitnami'], accept: (path) => /\/\.spdx-[^/]+\.spdx$/.test(path) },
  maxBytes: 16 * 1024 * 1024,
  analyse({ path, bytes }) {
    const problems = new ProblemList(path);
    const document = readDocument(bytes, problems);
    const packages = document === undefined ? [] : packagesOf(document, problems);
    return { packages, ...problems.facts() };
  },
};

function readDocument(bytes: Buffer, problems: ProblemList): SbomDocument | undefined {
  const value = parseJson(bytes, problems);
  const found = new SbomProblems();
  try {
    const document = readSpdx(asRecord(value) ?? {}, found);
    for (const { where, what } of found.list()) problems.add(`${where}: ${what}`);
    return document;
  } catch (error) {
    if (!(error instanceof MalformedSbomError)) throw error;
    // Of broken JSON it was said already.
    if (problems.facts().problems === undefined) problems.add(`not an SPDX document: ${error.message}`);
    return undefined;
  }
}

/** What the document describes is a package too: the component of Bitnami. */
function packagesOf({ subject, components, edges }: SbomDocument, problems: ProblemList): CatalogedPackage[] {
  const all = subject === undefined ? components : [subject, ...components];
  const named = all.flatMap((component) => {
    const item = catalogedPackage(component, problems);
    return item === undefined ? [] : { key: component.ref, package: item, needs: edges.get(component.ref) ?? [] };
  });
  const packages = withGraph(named, []).map((item) => ({ ...item, scope: 'installed' as const }));
  // A library in several files of a component is listed once for each of them.
  return [...new Map(packages.map((item) => [item.purl, item])).values()];
}

/** Undefined for what no advisory could be about, and for packages of the operating system, which its database lists. */
function catalogedPackage(component: SbomComponent, problems: ProblemList): CatalogedPackage | undefined {
  const { kind, where, purl: text, licences } = component;
  if (kind !== 'package' || text === undefined) return undefined;
  const purl = purlText.test(text) ? parsePurl(text) : undefined;
  if (purl === undefined) {
    problems.add(`${where}: has a malformed purl`, undefined, text);
    return undefined;
  }
  const type = packageTypeOf(purl.type);
  if (purl.version === undefined || isOperatingSystemType(type)) return undefined;
  // Of Go's purls some are in lower case, and only the component has the spelling that counts.
  const name = packageName(type === 'golang' ? component : { name: '' }, type, purl);
  const item = namedPackage(type, name, versionOf(purl, name), problems);
  if (item === undefined) return undefined;
  const arch = type === 'bitnami' ? purl.qualifiers.get('arch') : undefined;
  return {
    ...item,
    purl: isPackageType(purl.type) ? languagePurl(type, name, item.version, Object.fromEntries(purl.qualifiers)) : text,
    ...(arch !== undefined && { arch: encodePurlPart(arch) }),
    licences: licences.slice(0, maxLicences).map((licence) => quoted(licence, 200)),
  };
}

/** Go's modules have a `v` in front of their version and its library has none; Trivy wrote either in both ways. */
function versionOf({ type, version = '' }: PurlParts, name: string): string {
  if (type !== 'golang' || !/^(?:v|go)?\d/.test(version)) return version;
  const bare = version.replace(/^(?:v|go)/, '');
  return name === 'stdlib' ? bare : `v${bare}`;
}
