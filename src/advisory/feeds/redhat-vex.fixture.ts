/** One component in one product, with what Red Hat says of it. */
export interface VexEntry {
  status: 'fixed' | 'known_affected' | 'known_not_affected' | 'under_investigation';
  /** CPE of the product; its id is made of it. */
  cpe: string;
  name: string;
  /** `epoch:version-release`, the epoch left out where it is 0. */
  version?: string;
  arch?: string;
  /** `name:stream:version:context`, or `name:stream`. */
  module?: string;
  /** Category and words of a remediation; for `vendor_fix` the number of a notice. */
  remedy?: [category: string, words: string];
  impact?: string;
}

/** A file of Red Hat in its published form, as small as it can be. */
export function redHatVex(cve: string, entries: readonly VexEntry[], more: object = {}): Record<string, unknown> {
  const components = entries.map((entry) => ({ entry, id: `${productId(entry.cpe)}:${componentId(entry)}` }));
  const idsBy = (key: (entry: VexEntry) => string | undefined): [string, string[]][] => {
    const groups = Map.groupBy(components, ({ entry }) => key(entry) ?? '');
    groups.delete('');
    return [...groups].map(([text, list]) => [text, list.map(({ id }) => id)]);
  };
  return {
    document: {
      aggregate_severity: { text: 'Moderate' },
      category: 'csaf_vex',
      csaf_version: '2.0',
      publisher: { category: 'vendor', name: 'Red Hat Product Security', namespace: 'https://www.redhat.com' },
      references: [
        { category: 'self', url: `https://security.access.redhat.com/data/csaf/v2/vex/2024/${cve.toLowerCase()}.json` },
      ],
      title: `document of ${cve}`,
      tracking: { id: cve, status: 'final', current_release_date: '2025-03-04T05:06:07+00:00' },
    },
    product_tree: {
      branches: [{ category: 'vendor', name: 'Red Hat', branches: branchesOf(entries) }],
      relationships: components.map(({ entry, id }) => ({
        category: 'default_component_of',
        full_product_name: { name: id, product_id: id },
        product_reference: componentId(entry),
        relates_to_product_reference: productId(entry.cpe),
      })),
    },
    vulnerabilities: [
      {
        cve,
        title: `flaw of ${cve}`,
        release_date: '2024-01-02T00:00:00+00:00',
        references: [{ category: 'self', url: `https://access.redhat.com/security/cve/${cve}` }],
        product_status: Object.fromEntries(idsBy(({ status }) => status)),
        remediations: idsBy(({ remedy }) => remedy?.join('\0')).map(([text, ids]) => remediationOf(text, ids)),
        threats: idsBy(({ impact }) => impact).map(([details, ids]) => ({
          category: 'impact',
          details,
          product_ids: ids,
        })),
        scores: [
          {
            cvss_v3: { vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', version: '3.1' },
            products: components.map(({ id }) => id),
          },
        ],
        ...more,
      },
    ],
  };
}

function remediationOf(text: string, ids: string[]): object {
  const [category = '', words = ''] = text.split('\0');
  const url = `https://access.redhat.com/errata/${words}`;
  return category === 'vendor_fix'
    ? { category, details: 'Before applying this update …', url, product_ids: ids }
    : { category, details: words, product_ids: ids };
}

function branchesOf(entries: readonly VexEntry[]): object[] {
  const products = [...new Set(entries.map(({ cpe }) => cpe))].map((cpe) =>
    branch('product_name', productId(cpe), { cpe }),
  );
  const parts = new Map(entries.map((entry) => [componentId(entry), entry]));
  return [
    { category: 'product_family', name: 'Red Hat Enterprise Linux', branches: products },
    {
      category: 'architecture',
      name: 'all',
      branches: [...parts].map(([id, entry]) => branch('product_version', id, { purl: purlOf(entry) })),
    },
  ];
}

function branch(category: string, id: string, helper: object): object {
  return { category, name: id, product: { name: id, product_id: id, product_identification_helper: helper } };
}

function productId(cpe: string): string {
  return cpe.replace(/^cpe:\/.:redhat:/, '').replaceAll(':', '_');
}

function componentId({ name, version, arch, module }: VexEntry): string {
  const full = [version === undefined ? name : `${name}-${version}`, arch].filter(Boolean).join('.');
  return module === undefined ? full : `${full}::${module.split(':').slice(0, 2).join(':')}`;
}

function purlOf({ name, version, arch, module }: VexEntry): string {
  const [, epoch, rest] = /^(?:(\d+):)?(.*)$/.exec(version ?? '') ?? [];
  const qualifiers = [
    arch !== undefined && `arch=${arch}`,
    epoch !== undefined && `epoch=${epoch}`,
    module !== undefined && `rpmmod=${module}`,
  ].filter(Boolean);
  const at = rest === undefined || rest === '' ? '' : `@${encodeURIComponent(rest)}`;
  return `pkg:rpm/redhat/${name}${at}${qualifiers.length > 0 ? `?${qualifiers.join('&')}` : ''}`;
}
