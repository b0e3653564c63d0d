import { parsePurl, type FindingKind } from '#model';
import type { Exception, ExceptionScope, PackagePattern } from './exception.ts';
import { expiryOf, globsOf, idOf } from './yaml-fields.ts';
import type { YamlEntry } from './yaml-entry.ts';

/** The lists of the file, and the kinds of finding that they are about. */
const kinds = {
  vulnerabilities: 'vulnerability',
  misconfigurations: 'config',
  secrets: 'secret',
  licenses: 'license',
} as const satisfies Record<string, FindingKind>;

/** The names of the lists. */
export const trivyLists = Object.keys(kinds) as (keyof typeof kinds)[];

const entryFields = ['id', 'paths', 'purls', 'expired_at', 'statement'] as const;

/**
 * The exceptions of one list of a `.trivyignore.yaml`. Source: Trivy documentation, "Filtering", `.trivyignore.yaml`.
 * @throws SeawallError (usage) with file and line
 */
export function trivyExceptions(name: keyof typeof kinds, list: YamlEntry): Exception[] {
  return list.list().map((entry) => readEntry(entry, kinds[name]));
}

function readEntry(entry: YamlEntry, kind: FindingKind): Exception {
  const fields = entry.fields(entryFields);
  const expires = expiryOf(fields.get('expired_at'));
  const paths = fields.get('paths');
  const purls = fields.get('purls');
  const scope: ExceptionScope = {
    ...(paths !== undefined && { paths: globsOf(paths) }),
    ...(purls !== undefined && { packages: purls.texts().map(purlPattern) }),
  };
  return {
    id: idOf(entry, fields.get('id')),
    kind,
    reason: fields.get('statement')?.text() ?? `listed in ${entry.file}`,
    ...(expires !== undefined && { expires }),
    scope,
    source: `${entry.file}:${entry.line}`,
  };
}

function purlPattern(entry: YamlEntry): PackagePattern {
  const purl = parsePurl(entry.text());
  if (purl === undefined) throw entry.error('expected a purl, such as pkg:npm/lodash@4.17.20');
  return { purl };
}
