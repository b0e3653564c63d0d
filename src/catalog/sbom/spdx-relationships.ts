import { asList, asText } from '../language/json-value.ts';
import { addTo, records, textFields } from './json-fields.ts';
import { sbomLimits } from './sbom-document.ts';
import type { SbomProblems } from './sbom-problems.ts';

/** What the relationships of a document say, by the identifiers of its elements. */
export interface Relationships {
  described: Set<string>;
  /** What each element depends on. */
  edges: Map<string, string[]>;
  /** The element that holds each element. */
  contained: Map<string, string>;
  /** What is only needed to develop, build or test. */
  development: Set<string>;
}

/** Types in which the element named first is what the other one needs. */
const dependencyOf = /^(?:(BUILD|DEV|TEST)_|(?:OPTIONAL|PROVIDED|RUNTIME)_)?DEPENDENCY_OF$/;

/** Reads `relationships` and what stood for them in SPDX 2.2. Source: SPDX 2.3, section 11.1. */
export function readRelationships(document: Readonly<Record<string, unknown>>, problems: SbomProblems): Relationships {
  const found: Relationships = { described: new Set(), edges: new Map(), contained: new Map(), development: new Set() };
  for (const id of asList(document['documentDescribes'])) found.described.add(asText(id) ?? '');
  const needed = { development: new Set<string>(), otherwise: new Set<string>() };
  let left = sbomLimits.edges;
  const report = (index: number) => problems.add(`relationships[${index}]`, 'is no relationship');
  for (const { fields, index } of records(document['relationships'], report)) {
    const {
      spdxElementId: from,
      relationshipType: type,
      relatedSpdxElement: to,
    } = textFields(fields, ['spdxElementId', 'relationshipType', 'relatedSpdxElement']);
    if (from === undefined || to === undefined || type === undefined) report(index);
    else if (left-- > 0) addRelationship(found, needed, from, type, to);
    else {
      problems.add(`relationships[${index}]`, `more than ${sbomLimits.edges}: the rest was not read`);
      break;
    }
  }
  for (const id of needed.development) if (!needed.otherwise.has(id)) found.development.add(id);
  return found;
}

function addRelationship(
  found: Relationships,
  needed: { development: Set<string>; otherwise: Set<string> },
  from: string,
  type: string,
  to: string,
): void {
  const [matched, development] = dependencyOf.exec(type) ?? [];
  if (matched !== undefined) {
    addTo(found.edges, to, from);
    (development === undefined ? needed.otherwise : needed.development).add(from);
  } else if (type === 'DEPENDS_ON') {
    addTo(found.edges, from, to);
    needed.otherwise.add(to);
  } else if (type === 'CONTAINS') found.contained.set(to, from);
  else if (type === 'CONTAINED_BY') found.contained.set(from, to);
  else if (type === 'DESCRIBES') found.described.add(to);
  else if (type === 'DESCRIBED_BY') found.described.add(from);
}
