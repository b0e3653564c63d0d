/**
 * How a value of the JSON form stands in XML. `text`: the value itself; `reference`: an empty element with `ref`.
 * A list is its elements under `item`, or their own members one after the other where the item has no element.
 */
export type Shape = 'text' | 'reference' | ElementShape | ListShape;

export interface ElementShape {
  /** Members of the JSON object that are attributes. */
  attributes?: readonly string[];
  /** The member that is the element's text. */
  text?: string;
  /** Members that are elements, in the order of the schema, which is binding. */
  children?: readonly Child[];
}

export interface ListShape {
  item?: string;
  of: Shape;
}

export interface Child {
  /** Name of the JSON member. */
  key: string;
  /** Name of the element, where it is another; empty when the value's elements stand without one around them. */
  element?: string;
  shape: Shape;
}

const texts = (...keys: string[]): Child[] => keys.map((key) => ({ key, shape: 'text' }));
const list = (key: string, item: string, of: Shape): Child => ({ key, shape: { item, of } });

const properties = list('properties', 'property', { attributes: ['name'], text: 'value' });
const source: Child = { key: 'source', shape: { children: texts('name', 'url') } };

const component: ElementShape = {
  attributes: ['type', 'bom-ref'],
  children: [
    ...texts('group', 'name', 'version', 'description', 'scope'),
    list('hashes', 'hash', { attributes: ['alg'], text: 'content' }),
    {
      key: 'licenses',
      shape: {
        of: { children: [{ key: 'license', shape: { children: texts('id', 'name') } }, ...texts('expression')] },
      },
    },
    ...texts('purl'),
    properties,
    { key: 'evidence', shape: { children: [list('occurrences', 'occurrence', { children: texts('location') })] } },
  ],
};

const vulnerability: ElementShape = {
  children: [
    ...texts('id'),
    source,
    list('references', 'reference', { children: [...texts('id'), source] }),
    list('ratings', 'rating', { children: [source, ...texts('severity', 'method', 'vector')] }),
    ...texts('description', 'detail', 'recommendation'),
    list('advisories', 'advisory', { children: texts('url') }),
    ...texts('published'),
    {
      key: 'analysis',
      shape: {
        children: [
          ...texts('state'),
          { key: 'response', element: 'responses', shape: { item: 'response', of: 'text' } },
          ...texts('detail'),
        ],
      },
    },
    list('affects', 'target', {
      children: [...texts('ref'), list('versions', 'version', { children: texts('version', 'status') })],
    }),
    properties,
  ],
};

/** The whole document. Source: the XSD of CycloneDX 1.6, whose sequences give the order. */
export const bomShape: ElementShape = {
  attributes: ['serialNumber', 'version'],
  children: [
    {
      key: 'metadata',
      shape: {
        children: [
          ...texts('timestamp'),
          { key: 'tools', shape: { children: [list('components', 'component', component)] } },
          { key: 'component', shape: component },
          properties,
        ],
      },
    },
    list('components', 'component', component),
    list('dependencies', 'dependency', {
      attributes: ['ref'],
      children: [{ key: 'dependsOn', element: '', shape: { item: 'dependency', of: 'reference' } }],
    }),
    list('compositions', 'composition', {
      children: [...texts('aggregate'), list('assemblies', 'assembly', 'reference')],
    }),
    list('vulnerabilities', 'vulnerability', vulnerability),
  ],
};

/** Members of the JSON form that say what the XML form says by its namespace. */
export const saidByNamespace: ReadonlySet<string> = new Set(['$schema', 'bomFormat', 'specVersion']);
