import { isOperatingSystemType, type Package } from '#model';
import { packageEdges } from '../cyclonedx/dependencies.ts';
import { subjectId, systemId } from './packages.ts';

/** One relationship of two elements. Source: SPDX 2.3, section 11. */
export interface Relationship {
  spdxElementId: string;
  relationshipType: 'DESCRIBES' | 'CONTAINS' | 'DEPENDS_ON' | 'DEV_DEPENDENCY_OF';
  relatedSpdxElement: string;
}

/** The document describes the subject, which contains its operating system and all packages; packages depend on others. */
export function* relationships(
  packages: readonly Package[],
  references: readonly string[],
  ids: ReadonlyMap<string, string>,
  hasSystem: boolean,
): Generator<Relationship> {
  yield { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: subjectId };
  if (hasSystem) yield { spdxElementId: subjectId, relationshipType: 'CONTAINS', relatedSpdxElement: systemId };
  const development = new Set<string>();
  for (const [index, item] of packages.entries()) {
    const id = ids.get(references[index] ?? '') ?? '';
    if (item.dev === true) development.add(id);
    const container = hasSystem && isOperatingSystemType(item.type) ? systemId : subjectId;
    yield { spdxElementId: container, relationshipType: 'CONTAINS', relatedSpdxElement: id };
  }
  for (const [from, needed] of packageEdges(packages, references)) {
    for (const to of needed) yield dependency(ids.get(from) ?? '', ids.get(to) ?? '', development);
  }
}

function dependency(from: string, to: string, development: ReadonlySet<string>): Relationship {
  if (!development.has(to)) return { spdxElementId: from, relationshipType: 'DEPENDS_ON', relatedSpdxElement: to };
  return { spdxElementId: to, relationshipType: 'DEV_DEPENDENCY_OF', relatedSpdxElement: from };
}
