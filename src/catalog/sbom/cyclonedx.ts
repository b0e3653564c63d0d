import { asList, asRecord, asText } from '../language/json-value.ts';
import { addTo, grouped, hashOf, records, textFields } from './json-fields.ts';
import { MalformedSbomError } from './malformed-sbom.ts';
import { sbomLimits, type SbomComponent, type SbomDocument } from './sbom-document.ts';
import type { SbomProblems } from './sbom-problems.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a CycloneDX document (1.2 to 1.6 and later of the same line) in its JSON form.
 * @throws MalformedSbomError when it is none
 */
export function readCycloneDx(bom: Fields, problems: SbomProblems): SbomDocument {
  const version = asText(bom['specVersion']) ?? '';
  if (!/^1\.\d{1,2}$/.test(version)) throw new MalformedSbomError('CycloneDX of a version that is not known');
  if (bom['components'] !== undefined && !Array.isArray(bom['components']))
    throw new MalformedSbomError('components is no list');
  const metadata = asRecord(bom['metadata']) ?? {};
  const described = asRecord(metadata['component']);
  const components: SbomComponent[] = [];
  const walk = new ComponentWalk(components, problems);
  walk.list(bom['components'], 'components');
  // Parts of what the document is about; it is no part of itself.
  if (described !== undefined) walk.list(described['components'], 'metadata.component.components');
  const tool = toolOf(metadata['tools']);
  const created = asText(metadata['timestamp']);
  return {
    format: `CycloneDX ${version}`,
    how: 'cyclonedx',
    ...(tool !== undefined && { tool }),
    ...(created !== undefined && { created }),
    ...(described !== undefined && { subject: readComponent(described, 'metadata.component', problems) }),
    components,
    ...readDependencies(bom['dependencies'], components, problems),
    development: new Set(),
    properties: propertiesOf(metadata['properties']),
  };
}

/** Components may hold components, to any depth: they are walked with a list, not with the stack. */
class ComponentWalk {
  readonly #found: SbomComponent[];
  readonly #problems: SbomProblems;
  #full = false;

  constructor(found: SbomComponent[], problems: SbomProblems) {
    this.#found = found;
    this.#problems = problems;
  }

  list(value: unknown, where: string): void {
    const open: { fields: Fields; where: string }[] = this.#entries(value, where).toReversed();
    for (let next = open.pop(); next !== undefined && !this.#full; next = open.pop()) {
      this.#add(next.fields, next.where);
      for (const inner of this.#entries(next.fields['components'], `${next.where}.components`).toReversed())
        open.push(inner);
    }
  }

  #entries(value: unknown, where: string): { fields: Fields; where: string }[] {
    if (value === undefined) return [];
    const report = (index: number) => this.#problems.add(`${where}[${index}]`, 'is no component');
    return records(value, report).map(({ fields, index }) => ({ fields, where: `${where}[${index}]` }));
  }

  #add(fields: Fields, where: string): void {
    if (asText(fields['purl']) === undefined && notSoftware.has(asText(fields['type']) ?? '')) return;
    if (this.#found.length >= sbomLimits.components) {
      this.#problems.add(where, `more than ${sbomLimits.components} components: the rest was not read`);
      this.#full = true;
      return;
    }
    const component = readComponent(fields, where, this.#problems);
    if (component.name === '' && component.purl === undefined) this.#problems.add(where, 'has no name');
    else this.#found.push(component);
  }
}

/** Types of components that are no software that could be looked up: files by the ten thousand, above all. */
const notSoftware: ReadonlySet<string> = new Set(['file', 'data', 'machine-learning-model', 'cryptographic-asset']);

function readComponent(fields: Fields, where: string, problems: SbomProblems): SbomComponent {
  const properties = propertiesOf(fields['properties']);
  const purl = asText(fields['purl']);
  return {
    ref: asText(fields['bom-ref']) ?? '',
    where,
    kind: kindOf(asText(fields['type']), purl, properties),
    name: '',
    ...textFields(fields, ['group', 'name', 'version', 'description', 'purl']),
    licences: licencesOf(fields['licenses']),
    hashes: hashesOf(fields['hashes'], where, problems),
    excluded: fields['scope'] === 'excluded',
    properties,
    paths: asList(asRecord(fields['evidence'])?.['occurrences']).flatMap(
      (occurrence) => asText(asRecord(occurrence)?.['location']) ?? [],
    ),
  };
}

/** Trivy lists lock files and binaries as applications with a class: they hold packages and are none. */
function kindOf(
  type: string | undefined,
  purl: string | undefined,
  properties: ReadonlyMap<string, unknown>,
): SbomComponent['kind'] {
  if (type === 'operating-system') return 'system';
  const isGroup = purl === undefined && type === 'application' && properties.has('aquasecurity:trivy:Type');
  return isGroup ? 'group' : 'package';
}

function propertiesOf(value: unknown): Map<string, string[]> {
  return grouped(
    asList(value).flatMap((entry) => {
      const fields = asRecord(entry);
      const name = asText(fields?.['name']);
      const text = fields?.['value'];
      return name === undefined || typeof text !== 'string' ? [] : [[name, text] as const];
    }),
  );
}

function licencesOf(value: unknown): string[] {
  return asList(value).flatMap((entry) => {
    const choice = asRecord(entry);
    const licence = asRecord(choice?.['license']);
    return asText(choice?.['expression']) ?? asText(licence?.['id']) ?? asText(licence?.['name']) ?? [];
  });
}

function hashesOf(value: unknown, where: string, problems: SbomProblems): string[] {
  return asList(value).flatMap((entry, index) => {
    const fields = asRecord(entry);
    const hash = hashOf(fields?.['alg'], fields?.['content']);
    if (hash === undefined) problems.add(`${where}.hashes[${index}]`, 'is no hash');
    return hash ?? [];
  });
}

/** A list of tools up to 1.4, an object with components since 1.5. */
function toolOf(value: unknown): string | undefined {
  const [first] = [...asList(value), ...asList(asRecord(value)?.['components'])];
  const { name, version } = textFields(asRecord(first) ?? {}, ['name', 'version']);
  return name === undefined ? undefined : [name, version].filter((part) => part !== undefined).join(' ');
}

/** The graph. What a `group` needs is what it holds: Trivy draws it so. */
function readDependencies(
  value: unknown,
  components: readonly SbomComponent[],
  problems: SbomProblems,
): Pick<SbomDocument, 'edges' | 'holders'> {
  const groups = new Set(components.filter(({ kind }) => kind === 'group').map(({ ref }) => ref));
  const edges = new Map<string, string[]>();
  const holders = new Map<string, string>();
  let left = sbomLimits.edges;
  for (const { fields, index } of records(value, (at) => problems.add(`dependencies[${at}]`, 'is no dependency'))) {
    const ref = asText(fields['ref']);
    const needs = asList(fields['dependsOn']).flatMap((need) => asText(need) ?? []);
    left -= needs.length;
    if (left < 0) {
      problems.add(`dependencies[${index}]`, `more than ${sbomLimits.edges} edges: the rest was not read`);
      break;
    }
    if (ref === undefined || needs.length === 0) continue;
    if (groups.has(ref)) for (const need of needs) holders.set(need, ref);
    else for (const need of needs) addTo(edges, ref, need);
  }
  return { edges, holders };
}
