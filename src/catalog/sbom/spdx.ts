import { asList, asRecord, asText } from '../language/json-value.ts';
import { grouped, hashOf, records, textFields } from './json-fields.ts';
import { MalformedSbomError } from './malformed-sbom.ts';
import { sbomLimits, type SbomComponent, type SbomDocument } from './sbom-document.ts';
import type { SbomProblems } from './sbom-problems.ts';
import { licencesOfExpression } from './spdx-licences.ts';
import { readRelationships, type Relationships } from './spdx-relationships.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads an SPDX 2 document in its JSON form. Files and snippets are passed over: they are no software of their own.
 * @throws MalformedSbomError when it is none
 */
export function readSpdx(document: Fields, problems: SbomProblems): SbomDocument {
  const version = /^SPDX-(2\.\d)$/.exec(asText(document['spdxVersion']) ?? '')?.[1];
  if (version === undefined) throw new MalformedSbomError('SPDX of a version that is not known');
  if (document['packages'] !== undefined && !Array.isArray(document['packages']))
    throw new MalformedSbomError('packages is no list');
  const texts = extractedTexts(document['hasExtractedLicensingInfos']);
  const all = readPackages(document['packages'], texts, problems);
  const relationships = readRelationships(document, problems);
  const subject = subjectOf(all, relationships);
  const creation = asRecord(document['creationInfo']) ?? {};
  const created = asText(creation['created']);
  const tool = toolOf(creation['creators']);
  return {
    format: `SPDX ${version}`,
    how: 'spdx',
    ...(tool !== undefined && { tool }),
    ...(created !== undefined && { created }),
    ...(subject !== undefined && { subject }),
    components: all.filter((component) => component !== subject),
    edges: relationships.edges,
    holders: holdersOf(all, relationships),
    development: relationships.development,
    properties: annotationsOf(document),
  };
}

/** The texts of licences that are on no list, by their identifiers; the name where there is no text. */
function extractedTexts(value: unknown): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of asList(value)) {
    const { licenseId, extractedText, name } = textFields(asRecord(entry) ?? {}, [
      'licenseId',
      'extractedText',
      'name',
    ]);
    const text = [extractedText, name].find((candidate) => candidate !== undefined && candidate !== 'NOASSERTION');
    if (licenseId !== undefined && text !== undefined) found.set(licenseId, text);
  }
  return found;
}

function readPackages(value: unknown, texts: ReadonlyMap<string, string>, problems: SbomProblems): SbomComponent[] {
  const found: SbomComponent[] = [];
  for (const { fields, index } of records(value, (at) => problems.add(`packages[${at}]`, 'is no package'))) {
    const where = `packages[${index}]`;
    if (found.length >= sbomLimits.components) {
      problems.add(where, `more than ${sbomLimits.components} packages: the rest was not read`);
      break;
    }
    const component = readPackage(fields, where, texts, problems);
    if (component.name === '') problems.add(where, 'has no name');
    else found.push(component);
  }
  return found;
}

function readPackage(
  fields: Fields,
  where: string,
  texts: ReadonlyMap<string, string>,
  problems: SbomProblems,
): SbomComponent {
  const {
    SPDXID: ref = '',
    name = '',
    versionInfo,
    summary,
    sourceInfo,
  } = textFields(fields, ['SPDXID', 'name', 'versionInfo', 'summary', 'sourceInfo']);
  const purl = purlOf(fields['externalRefs']);
  const kind = kindOf(fields, ref, purl);
  const expression = [fields['licenseDeclared'], fields['licenseConcluded']].map(asText).find(isAsserted);
  return {
    ref,
    where,
    kind,
    // Trivy names a group by its kind and gives the file that it is as the source.
    name: kind === 'group' ? (sourceInfo ?? name) : name,
    ...(versionInfo !== undefined && { version: versionInfo }),
    ...(summary !== undefined && { description: summary }),
    ...(purl !== undefined && { purl }),
    licences: expression === undefined ? [] : licencesOfExpression(expression, texts),
    hashes: hashesOf(fields['checksums'], where, problems),
    excluded: false,
    properties: annotationsOf(fields),
    paths: [],
    ...(sourceInfo !== undefined && { sourceInfo }),
  };
}

function purlOf(value: unknown): string | undefined {
  for (const entry of asList(value)) {
    const { referenceType, referenceLocator } = textFields(asRecord(entry) ?? {}, [
      'referenceType',
      'referenceLocator',
    ]);
    if (referenceType === 'purl' || referenceType?.endsWith('/purl') === true) return referenceLocator;
  }
  return undefined;
}

/** The purpose came with SPDX 2.3; before it, Trivy's identifiers tell the same. Its schema and its text spell one differently. */
function kindOf(fields: Fields, ref: string, purl: string | undefined): SbomComponent['kind'] {
  const purpose = asText(fields['primaryPackagePurpose'])?.replaceAll('_', '-');
  if (purpose === 'OPERATING-SYSTEM' || ref.startsWith('SPDXRef-OperatingSystem-')) return 'system';
  return purl === undefined && ref.startsWith('SPDXRef-Application-') ? 'group' : 'package';
}

function isAsserted(text: string | undefined): boolean {
  return text !== undefined && text !== 'NOASSERTION' && text !== 'NONE';
}

function hashesOf(value: unknown, where: string, problems: SbomProblems): string[] {
  return asList(value).flatMap((entry, index) => {
    const fields = asRecord(entry);
    const hash = hashOf(fields?.['algorithm'], fields?.['checksumValue']);
    if (hash === undefined) problems.add(`${where}.checksums[${index}]`, 'is no checksum');
    return hash ?? [];
  });
}

/**
 * Facts that tools write as `Name: value`, in annotations or, as Trivy did before, in attribution texts.
 * Trivy's names are the same as in CycloneDX, but for the prefix.
 */
function annotationsOf(fields: Fields): Map<string, string[]> {
  const comments = asList(fields['annotations']).map((entry) => asText(asRecord(entry)?.['comment']));
  const attributions = asList(fields['attributionTexts']).map(asText);
  return grouped(
    [...comments, ...attributions].flatMap((text) => {
      const [, name, value = ''] = /^([A-Za-z]\S{0,199}?): ([^]*)$/.exec(text ?? '') ?? [];
      if (name === undefined) return [];
      return [[name.includes(':') ? name : `aquasecurity:trivy:${name}`, value] as const];
    }),
  );
}

/** What the document describes, when it is one thing among others: then it holds them and is not one of them. */
function subjectOf(all: readonly SbomComponent[], { described }: Relationships): SbomComponent | undefined {
  if (described.size !== 1 || all.length < 2) return undefined;
  return all.find(({ ref, kind }) => described.has(ref) && kind === 'package');
}

/** Which group holds which package. */
function holdersOf(all: readonly SbomComponent[], { contained }: Relationships): Map<string, string> {
  const groups = new Set(all.filter(({ kind }) => kind === 'group').map(({ ref }) => ref));
  return new Map([...contained].filter(([, holder]) => groups.has(holder)));
}

function toolOf(value: unknown): string | undefined {
  const creators = asList(value).map((creator) => /^Tool: (.+)$/.exec(asText(creator) ?? '')?.[1]);
  return creators.find((tool) => tool !== undefined)?.replace(/-(?=[^-]*$)/, ' ');
}
