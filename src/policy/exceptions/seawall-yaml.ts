import { parsePurl } from '#model';
import type { Exception, ExceptionScope, PackagePattern } from './exception.ts';
import { expiryOf, globsOf, idOf } from './yaml-fields.ts';
import type { YamlEntry } from './yaml-entry.ts';

const entryFields = ['id', 'reason', 'owner', 'expires', 'scope'] as const;
const scopeFields = ['packages', 'paths', 'images'] as const;

/** The exceptions of the list `ignore` of a `.seawall.yaml`, see docs/exceptions.md. @throws SeawallError (usage) with file and line */
export function seawallExceptions(list: YamlEntry): Exception[] {
  return list.list().map(readEntry);
}

function readEntry(entry: YamlEntry): Exception {
  const fields = entry.fields(entryFields);
  const id = idOf(entry, fields.get('id'));
  const reason = fields.get('reason')?.text();
  if (reason === undefined) throw entry.error(`the exception for ${id} needs a reason`);
  const owner = fields.get('owner')?.text();
  const expires = expiryOf(fields.get('expires'));
  return {
    id,
    reason,
    ...(owner !== undefined && { owner }),
    ...(expires !== undefined && { expires }),
    scope: readScope(fields.get('scope')),
    source: `${entry.file}:${entry.line}`,
  };
}

function readScope(entry: YamlEntry | undefined): ExceptionScope {
  if (entry === undefined) return {};
  const fields = entry.fields(scopeFields);
  const packages = fields.get('packages')?.texts().map(packagePattern);
  const paths = fields.get('paths');
  const images = fields.get('images');
  return {
    ...(packages !== undefined && { packages }),
    ...(paths !== undefined && { paths: globsOf(paths) }),
    ...(images !== undefined && { images: globsOf(images) }),
  };
}

/** A purl, or `name` or `name@version`; the `@` of an npm scope begins a name. */
function packagePattern(entry: YamlEntry): PackagePattern {
  const text = entry.text();
  if (/^pkg:/i.test(text)) {
    const purl = parsePurl(text);
    if (purl === undefined) throw entry.error(`${JSON.stringify(text.slice(0, 80))} is no purl`);
    return { purl };
  }
  const at = text.lastIndexOf('@');
  if (at <= 0) return { name: text };
  if (at === text.length - 1) throw entry.error(`${JSON.stringify(text.slice(0, 80))} has no version after the @`);
  return { name: text.slice(0, at), version: text.slice(at + 1) };
}
