import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openInput } from '../input/open-input.ts';
import { walkPaths } from '../input/walk-paths.ts';
import { parseVex } from './parse-vex.ts';

const read = (document: unknown) => parseVex('x.json', JSON.stringify(document));

function openVex(statement: object, more: object = {}) {
  return read({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    author: 'Ada',
    timestamp: '2026-01-01T00:00:00Z',
    statements: [statement],
    ...more,
  });
}

const stated = {
  vulnerability: { name: 'CVE-2024-0001', aliases: ['GHSA-aaaa-bbbb-cccc'] },
  products: [{ '@id': 'pkg:npm/a@1' }],
  status: 'not_affected',
  justification: 'component_not_present',
};

describe('OpenVEX', () => {
  test('has names, products, status and reason read', () => {
    expect(openVex(stated)).toMatchObject({
      statements: [
        {
          names: ['cve-2024-0001', 'ghsa-aaaa-bbbb-cccc'],
          products: [{ purl: { type: 'npm', name: 'a', version: '1' } }],
          status: 'not_affected',
          justification: 'component_not_present',
          author: 'Ada',
          source: 'x.json, statement 1',
          timestamp: '2026-01-01T00:00:00Z',
        },
      ],
      problems: [],
    });
  });

  test('products are told by purl or digest, parts and all', () => {
    const products = [
      { '@id': 'https://example.com/a', identifiers: { purl: 'pkg:oci/a' }, subcomponents: [{ '@id': 'pkg:npm/b' }] },
      { '@id': 'x', hashes: { 'sha-256': 'ab'.repeat(32) } },
      { '@id': 'https://example.com/c' },
      { '@id': 'pkg:oci/d', subcomponents: [{ '@id': 'https://example.com/c' }] },
    ];
    expect(openVex({ ...stated, products }).statements[0]?.products).toMatchObject([
      { purl: { name: 'a' }, parts: [{ purl: { name: 'b' } }] },
      { digest: `sha256:${'ab'.repeat(32)}` },
    ]);
  });

  test('the times of the statement go before those of the document', () => {
    const time = (more: object) => openVex({ ...stated, ...more }, { last_updated: '2' }).statements[0]?.timestamp;
    expect([time({}), time({ timestamp: '3' }), time({ timestamp: '3', last_updated: '4' })]).toEqual(['2', '3', '4']);
  });

  test.each([
    ['no name', { vulnerability: {} }, 'no vulnerability is named'],
    ['an unknown status', { status: 'fine' }, 'its status is none of OpenVEX'],
    ['no product', { products: [] }, 'no product has a purl or a digest'],
    ['no reason', { justification: undefined }, 'not_affected without a justification'],
    ['numbers everywhere', { vulnerability: 1, products: 2, status: 3 }, 'no vulnerability is named'],
  ])('a statement with %s is left out and named', (_, more, problem) => {
    const { statements, problems } = openVex({ ...stated, ...more });
    expect({ statements, problems }).toEqual({ statements: [], problems: [expect.stringContaining(problem)] });
    expect(problems[0]).toMatch(/^x\.json, statement 1: /);
  });
});

describe('CycloneDX', () => {
  const affected = (more: object, document: object = {}) =>
    read({
      bomFormat: 'CycloneDX',
      metadata: { timestamp: '2026-01-01T00:00:00Z' },
      components: [{ 'bom-ref': 'r', purl: 'pkg:npm/a@1', components: [{ 'bom-ref': 's', purl: 'pkg:npm/b@2' }] }],
      vulnerabilities: [
        {
          id: 'CVE-2024-0001',
          affects: [{ ref: 'r' }],
          analysis: { state: 'not_affected', detail: 'unused' },
          ...more,
        },
      ],
      ...document,
    });

  test.each([
    ['resolved', 'fixed'],
    ['resolved_with_pedigree', 'fixed'],
    ['exploitable', 'affected'],
    ['in_triage', 'under_investigation'],
    ['false_positive', 'not_affected'],
    ['not_affected', 'not_affected'],
  ])('%s is %s', (state, status) => {
    expect(affected({ analysis: { state } }).statements).toMatchObject([{ status, names: ['cve-2024-0001'] }]);
  });

  test.each([
    [{ ref: 's' }, [{ purl: { name: 'b', version: '2' } }]],
    [{ ref: 'pkg:npm/c@3' }, [{ purl: { name: 'c', version: '3' } }]],
    [{ ref: 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg:npm/d@4' }, [{ purl: { name: 'd', version: '4' } }]],
    [
      { ref: 'r', versions: [{ version: '5' }, { version: '6' }] },
      [{ purl: { name: 'a', version: '5' } }, { purl: { name: 'a', version: '6' } }],
    ],
  ])('%j names %j', (affects, products) => {
    expect(affected({ affects: [affects] }).statements).toMatchObject([{ products }]);
  });

  test('what it is about holds what it speaks of', () => {
    const document = { metadata: { component: { 'bom-ref': 'm', purl: 'pkg:oci/app@1' } } };
    expect(affected({}, document).statements).toMatchObject([
      { products: [{ purl: { name: 'app' }, parts: [{ purl: { name: 'a' } }] }] },
    ]);
    expect(affected({ affects: [{ ref: 'm' }] }, document).statements[0]?.products).toMatchObject([
      { purl: { name: 'app' } },
    ]);
    expect(affected({ affects: [{ ref: 'm' }] }, document).statements[0]?.products[0]?.parts).toBeUndefined();
  });

  test('will_not_fix is told', () => {
    const analysis = { state: 'exploitable', response: ['will_not_fix'] };
    expect(affected({ analysis }).statements).toMatchObject([{ willNotFix: true }]);
  });

  test('a vulnerability without an analysis says nothing, one that is not understood is named', () => {
    expect(affected({ analysis: undefined })).toEqual({ statements: [], problems: [] });
    expect(affected({ analysis: { state: 'fine' } }).problems).toEqual([expect.stringContaining('its state')]);
    expect(affected({ affects: [{ ref: 'gone' }] }).problems).toEqual([
      expect.stringContaining('nothing that it affects'),
    ]);
    expect(affected({ affects: [{ ref: 'r', versions: [{ range: 'vers:npm/<2' }] }] }).problems).toHaveLength(1);
  });
});

describe('CSAF', () => {
  const product = (id: string, purl?: string, cpe?: string) => ({
    product_id: id,
    name: id,
    product_identification_helper: { ...(purl !== undefined && { purl }), ...(cpe !== undefined && { cpe }) },
  });
  const relationship = (id: string, part: string, whole: string) => ({
    category: 'default_component_of',
    full_product_name: { product_id: id, name: id },
    product_reference: part,
    relates_to_product_reference: whole,
  });
  const csaf = (vulnerability: object) =>
    read({
      document: {
        category: 'csaf_vex',
        csaf_version: '2.0',
        publisher: { name: 'Red Hat' },
        tracking: { current_release_date: '2026-01-01T00:00:00Z' },
      },
      product_tree: {
        branches: [
          {
            category: 'vendor',
            name: 'Red Hat',
            branches: [
              {
                category: 'product_name',
                name: 'RHEL 9',
                product: product('BaseOS-9', undefined, 'cpe:/o:redhat:enterprise_linux:9::baseos'),
              },
              {
                category: 'product_version',
                name: '1.0',
                product: product('openssl', 'pkg:rpm/redhat/openssl?arch=src'),
              },
              { category: 'product_version_range', name: 'vers:rpm/<2', product: product('old', 'pkg:rpm/redhat/old') },
            ],
          },
        ],
        full_product_names: [product('app', 'pkg:oci/app'), product('unknown')],
        relationships: [
          relationship('BaseOS-9:openssl', 'openssl', 'BaseOS-9'),
          relationship('app:openssl', 'openssl', 'app'),
          relationship('unknown:openssl', 'openssl', 'unknown'),
        ],
        product_groups: [{ group_id: 'G', product_ids: ['app:openssl'] }],
      },
      vulnerabilities: [{ cve: 'CVE-2024-0001', ...vulnerability }],
    });

  test.each([
    ['known_affected', 'affected'],
    ['under_investigation', 'under_investigation'],
    ['known_not_affected', 'not_affected'],
    ['fixed', 'fixed'],
    ['first_fixed', 'fixed'],
  ])('%s is %s', (group, status) => {
    expect(csaf({ product_status: { [group]: ['app'] } })).toMatchObject({
      statements: [
        {
          status,
          names: ['cve-2024-0001'],
          author: 'Red Hat',
          timestamp: '2026-01-01T00:00:00Z',
          products: [{ purl: { name: 'app' } }],
        },
      ],
      problems: [],
    });
  });

  test('a component of a release counts there, one of a product in that product', () => {
    const { statements } = csaf({ product_status: { fixed: ['BaseOS-9:openssl', 'app:openssl'] } });
    expect(statements.map(({ products }) => products)).toMatchObject([
      [{ purl: { name: 'openssl', version: '1.0' }, platform: { id: 'rhel', release: '9' } }],
      [{ purl: { name: 'app' }, parts: [{ purl: { name: 'openssl', version: '1.0' } }] }],
    ]);
  });

  test('what cannot be told applies to nothing, and is counted', () => {
    const { statements, problems } = csaf({
      product_status: { fixed: ['unknown:openssl', 'old', 'nowhere', 'BaseOS-9'] },
    });
    expect(statements).toEqual([]);
    expect(problems).toEqual([
      'x.json, vulnerability 1: 4 products have no purl, a range of versions, or belong to what cannot be told',
    ]);
  });

  test('reasons and refusals come from flags, threats and remediations, by product and by group', () => {
    const { statements } = csaf({
      product_status: { known_not_affected: ['app:openssl'], known_affected: ['app'] },
      flags: [{ label: 'vulnerable_code_not_present', group_ids: ['G'] }],
      threats: [
        { category: 'impact', details: 'not built', product_ids: ['app:openssl'] },
        { category: 'exploit_status', details: 'x', product_ids: ['app'] },
      ],
      remediations: [{ category: 'no_fix_planned', details: 'end of life', product_ids: ['app'] }],
    });
    expect(statements).toMatchObject([
      { status: 'affected', willNotFix: true },
      { status: 'not_affected', justification: 'vulnerable_code_not_present', detail: 'not built' },
    ]);
    expect(statements[0]?.detail).toBeUndefined();
  });

  test('branches may be as deep as they like', () => {
    let branch: object = { category: 'product_name', name: 'x', product: product('deep', 'pkg:oci/deep') };
    for (let depth = 0; depth < 2000; depth++) branch = { category: 'vendor', name: 'x', branches: [branch] };
    const document = {
      document: { csaf_version: '2.0' },
      product_tree: { branches: [branch] },
      vulnerabilities: [{ cve: 'CVE-2024-1', product_status: { fixed: ['deep'] } }],
    };
    expect(read(document)).toMatchObject({ statements: [], problems: [expect.stringContaining('1 products')] });
  });
});

describe('what is none', () => {
  test.each([
    ['{', 'not well-formed JSON'],
    ['[]', 'no VEX document'],
    ['null', 'no VEX document'],
    ['{"@context":"https://example.com"}', 'no VEX document'],
    ['{"document":{"category":"csaf_vex"}}', 'no VEX document'],
  ])('%s is refused', (text, message) => {
    expect(() => parseVex('x.json', text)).toThrow(`x.json: ${message}`);
  });

  test.each([
    { '@context': 'https://openvex.dev/ns', statements: [1, null, [], { products: {} }] },
    { bomFormat: 'CycloneDX', components: 7, vulnerabilities: [1, null, { analysis: 7 }] },
    { document: { csaf_version: 1 }, product_tree: [], vulnerabilities: [1, { product_status: 7, flags: [null] }] },
  ])('%j gives no statement', (document) => {
    expect(read(document).statements).toEqual([]);
  });
});

const folder = process.env['SEAWALL_ADVISORIES'] ?? '';
const nodeFile = join(folder, 'vex', 'node.openvex.json.gz');

test.skipIf(folder === '' || !existsSync(nodeFile))(
  "Node.js' own document is understood (needs SEAWALL_ADVISORIES)",
  () => {
    const { statements, problems } = parseVex('node', gunzipSync(readFileSync(nodeFile)).toString('utf8'));
    expect(problems).toEqual([]);
    expect(statements).toHaveLength(183);
    expect(new Set(statements.map(({ status }) => status))).toEqual(new Set(['fixed', 'not_affected']));
  },
);

const hub = join(folder, 'vex', 'vexhub.zip');

test.skipIf(folder === '' || !existsSync(hub))(
  "every document of Aqua's hub is understood (needs SEAWALL_ADVISORIES)",
  async () => {
    let statements = 0;
    for await (const found of walkPaths([hub])) {
      for await (const file of openInput(found)) {
        if ('skip' in file || !/openvex|\.vex\.json/.test(file.path)) continue;
        const parts: Buffer[] = [];
        for await (const chunk of file.chunks) parts.push(chunk);
        const document = parseVex(file.path, Buffer.concat(parts).toString('utf8'));
        expect(document.problems, file.path).toEqual([]);
        statements += document.statements.length;
      }
    }
    expect(statements).toBe(15_304);
  },
);
