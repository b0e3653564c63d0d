import { SaxesParser, type SaxesTagNS } from 'saxes';
import { quoted } from '../problem-list.ts';
import { MalformedSbomError } from './malformed-sbom.ts';
import { sbomLimits } from './sbom-document.ts';

/** An element that is read, with the text directly in it. */
interface Element {
  name: string;
  attributes: ReadonlyMap<string, string>;
  text: string;
  children: Element[];
}

/** Elements that the JSON reader has a use for; others are passed over with all that is in them. */
const wanted: ReadonlySet<string> = new Set(
  `bom metadata timestamp tools tool component components group name version description scope hashes hash licenses
   license id expression purl properties property evidence occurrences occurrence location dependencies dependency`.split(
    /\s+/,
  ),
);

/** Long texts are given to the parser in pieces of this length. */
const pieceLength = 1 << 20;

/**
 * A CycloneDX document in XML as the JSON form would have it.
 * @throws MalformedSbomError when it is none
 */
export function bomFromXml(text: string): Readonly<Record<string, unknown>> {
  const { root, version } = parseElements(text);
  const { metadata, components, dependencies } = childrenByName(root);
  return {
    bomFormat: 'CycloneDX',
    specVersion: version,
    metadata: metadata && metadataOf(metadata),
    components: components && componentsOf(components),
    dependencies: dependencies && dependencies.children.map(dependencyOf),
  };
}

function parseElements(text: string): { root: Element; version: string } {
  const collector = new Collector();
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw new MalformedSbomError(`not valid XML (${quoted(error.message.replace(/^undefined:/, ''), 120)})`);
  });
  parser.on('opentag', (tag) => collector.open(tag));
  parser.on('text', (piece) => collector.text(piece));
  parser.on('cdata', (piece) => collector.text(piece));
  parser.on('closetag', () => collector.close());
  for (let at = 0; at < text.length; at += pieceLength) parser.write(text.slice(at, at + pieceLength));
  parser.close();
  const { root } = collector;
  if (root === undefined) throw new MalformedSbomError('the XML has no CycloneDX element');
  return { root, version: collector.version };
}

/** Builds the tree of wanted elements of CycloneDX's own namespace. */
class Collector {
  root: Element | undefined;
  version = '';
  readonly #open: Element[] = [];
  #namespace = '';
  /** Depth inside an element that is passed over. */
  #ignored = 0;
  #elements = 0;

  open({ local, uri, attributes }: SaxesTagNS): void {
    if (this.root === undefined) this.#checkRoot(local, uri);
    if (this.#ignored > 0 || uri !== this.#namespace || !wanted.has(local)) {
      this.#ignored += 1;
      this.#checkDepth();
      return;
    }
    const own = Object.values(attributes).filter((attribute) => attribute.prefix === '');
    const element: Element = {
      name: local,
      attributes: new Map(own.map((attribute) => [attribute.local, attribute.value])),
      text: '',
      children: [],
    };
    this.#elements += 1;
    if (this.#elements > sbomLimits.values) throw new MalformedSbomError(`more than ${sbomLimits.values} elements`);
    this.#open.at(-1)?.children.push(element);
    this.root ??= element;
    this.#open.push(element);
    this.#checkDepth();
  }

  text(piece: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined && this.#ignored === 0) element.text += piece;
  }

  close(): void {
    if (this.#ignored > 0) this.#ignored -= 1;
    else this.#open.pop();
  }

  #checkRoot(local: string, uri: string): void {
    const [, version] = /^http:\/\/cyclonedx\.org\/schema\/bom\/(\d+\.\d+)$/.exec(uri) ?? [];
    if (local !== 'bom' || version === undefined) throw new MalformedSbomError('the XML is no CycloneDX document');
    this.version = version;
    this.#namespace = uri;
  }

  #checkDepth(): void {
    if (this.#open.length + this.#ignored > sbomLimits.depth)
      throw new MalformedSbomError(`nested deeper than ${sbomLimits.depth} levels`);
  }
}

/** The first child of each name. */
function childrenByName({ children }: Element): Partial<Record<string, Element>> {
  const found: Partial<Record<string, Element>> = Object.create(null) as object;
  for (const child of children) found[child.name] ??= child;
  return found;
}

/** Tools are elements of their own up to 1.4, components since 1.5. */
function metadataOf(element: Element): object {
  const { timestamp, tools, component, properties } = childrenByName(element);
  const { components } = tools === undefined ? {} : childrenByName(tools);
  return {
    timestamp: timestamp?.text.trim(),
    tools: (components ?? tools)?.children.map(componentOf),
    component: component && componentOf(component),
    properties: properties?.children.map(propertyOf),
  };
}

function componentsOf({ children }: Element): object[] {
  return children.filter(({ name }) => name === 'component').map(componentOf);
}

function componentOf(element: Element): object {
  const found = childrenByName(element);
  const { hashes, licenses, properties, evidence, components } = found;
  const occurrences = evidence && childrenByName(evidence)['occurrences'];
  return {
    type: element.attributes.get('type'),
    'bom-ref': element.attributes.get('bom-ref'),
    group: found['group']?.text,
    name: found['name']?.text,
    version: found['version']?.text,
    description: found['description']?.text,
    scope: found['scope']?.text.trim(),
    purl: found['purl']?.text.trim(),
    hashes: hashes?.children.map((hash) => ({ alg: hash.attributes.get('alg'), content: hash.text.trim() })),
    licenses: licenses?.children.map(licenceOf),
    properties: properties?.children.map(propertyOf),
    evidence: occurrences && {
      occurrences: occurrences.children.map((child) => ({ location: childrenByName(child)['location']?.text })),
    },
    components: components && componentsOf(components),
  };
}

function licenceOf(element: Element): object {
  if (element.name === 'expression') return { expression: element.text.trim() };
  const { id, name } = childrenByName(element);
  return { license: { id: id?.text.trim(), name: name?.text } };
}

function propertyOf(element: Element): object {
  return { name: element.attributes.get('name'), value: element.text };
}

function dependencyOf(element: Element): object {
  return {
    ref: element.attributes.get('ref'),
    dependsOn: element.children.map((child) => child.attributes.get('ref')),
  };
}
