/** Conditions that are to be written: a comment, or several of them under an operator. */
export type MadeCriteria = string | { all: readonly MadeCriteria[] } | { any: readonly MadeCriteria[] };

/** A definition that is to be written. */
export interface MadeDefinition {
  id: string;
  class?: string;
  title: string;
  references?: readonly { source: string; id: string; url?: string }[];
  cves?: readonly string[];
  description?: string;
  severity?: string;
  issued?: string;
  updated?: string;
  criteria?: MadeCriteria;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/**
 * Writes OVAL documents as distributions publish them. Each comment is a test; in `states` a comment has the package and the
 * version state that its test is about, in the form `NAME OPERATION TEXT`; one without has none.
 */
export function ovalDocument(
  vendor: string,
  definitions: readonly MadeDefinition[],
  states: ReadonlyMap<string, string> = new Map(),
): string {
  const tests = new Map<string, number>();
  const numberOf = (comment: string): number => {
    if (!tests.has(comment)) tests.set(comment, 2_009_000_000 + tests.size);
    return tests.get(comment) ?? 0;
  };
  const body = definitions.map((definition) => definitionXml(vendor, definition, numberOf)).join('\n');
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" ` +
    `xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5">\n` +
    `<generator><oval:product_name>Fixture</oval:product_name><oval:schema_version>5.11</oval:schema_version></generator>\n` +
    `<definitions>\n${body}\n</definitions>\n${testsXml(vendor, tests, states)}</oval_definitions>\n`
  );
}

function definitionXml(vendor: string, made: MadeDefinition, numberOf: (comment: string) => number): string {
  const references = (made.references ?? []).map(
    ({ source, id, url }) =>
      `<reference ref_id="${id}" ref_url="${url ?? `https://vendor.example/${id}`}" source="${source}"/>`,
  );
  const cves = (made.cves ?? []).map(
    (cve) => `<cve impact="low" href="https://vendor.example/${cve}">${cve} at SUSE</cve>`,
  );
  const date = (name: string, text?: string): string => (text === undefined ? '' : `<${name} date="${text}"/>`);
  return `<definition id="oval:${vendor}:def:${made.id}" version="1" class="${made.class ?? 'patch'}">
<metadata>
<title>
${escaped(made.title)}
</title>
<affected family="unix"><platform>Whatever 9</platform></affected>
${references.join('\n')}
<description>
${escaped(made.description ?? '')}
</description>
<!-- ~~~ advisory details ~~~ -->
<advisory from="security@vendor.example">
${date('issued', made.issued)}${date('updated', made.updated)}
<severity>${made.severity ?? 'IMPORTANT'}</severity>
${cves.join('\n')}
<affected_cpe_list><cpe>cpe:/a:vendor:linux:9::baseos</cpe></affected_cpe_list>
</advisory>
</metadata>
${made.criteria === undefined ? '' : criteriaXml(vendor, made.criteria, numberOf)}
</definition>`;
}

function criteriaXml(vendor: string, criteria: MadeCriteria, numberOf: (comment: string) => number): string {
  if (typeof criteria === 'string')
    return `<criterion test_ref="oval:${vendor}:tst:${numberOf(criteria)}" comment="${escaped(criteria)}"/>`;
  const [operator, children] = 'all' in criteria ? ['AND', criteria.all] : ['OR', criteria.any];
  const inner = children.map((child) => criteriaXml(vendor, child, numberOf)).join('\n');
  return `<criteria operator="${operator}">\n${inner}\n</criteria>`;
}

function testsXml(vendor: string, tests: ReadonlyMap<string, number>, states: ReadonlyMap<string, string>): string {
  const parts = { tests: '', objects: '', states: '' };
  for (const [comment, number] of tests) {
    const [, name, operation, text] = /^(\S+) (.+) (\S+)$/.exec(states.get(comment) ?? '') ?? [];
    if (name === undefined || operation === undefined || text === undefined) continue;
    const linux = 'version="1" xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux"';
    const value =
      operation === 'version'
        ? `<version operation="equals">${text}</version>`
        : `<arch datatype="string" operation="pattern match">(aarch64|x86_64)</arch><evr datatype="evr_string" operation="${operation}">${text}</evr>`;
    parts.tests += `<rpminfo_test id="oval:${vendor}:tst:${number}" ${linux} comment="x" check="at least one"><object object_ref="oval:${vendor}:obj:${number}"/><state state_ref="oval:${vendor}:ste:${number}"/></rpminfo_test>\n`;
    parts.objects += `<rpminfo_object id="oval:${vendor}:obj:${number}" ${linux}><name>${name}</name></rpminfo_object>\n`;
    parts.states += `<rpminfo_state id="oval:${vendor}:ste:${number}" ${linux}>${value}</rpminfo_state>\n`;
  }
  return `<tests>\n${parts.tests}</tests>\n<objects>\n${parts.objects}</objects>\n<states>\n${parts.states}</states>\n`;
}
