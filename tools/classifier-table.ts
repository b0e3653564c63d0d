import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Classifier } from '../src/catalog/binary/classifier.ts';
import { classifiers } from '../src/catalog/binary/classifiers.ts';
import type { Fixture } from '../test/fixtures/binaries/excerpt.ts';

const excerpts = resolve(import.meta.dirname, '../test/fixtures/binaries/excerpts');

const builders = new Map([
  ['bullseye', 'Debian 11'],
  ['bookworm', 'Debian 12'],
  ['bookworm-backports', 'Debian 12 backports'],
  ['trixie', 'Debian 13'],
  ['sid', 'Debian unstable'],
  ['pip', 'Python wheels'],
  ['npm', 'npm'],
  ['maven', 'Maven'],
]);

/** The page `docs/classifiers.md`: a test compares it, `tools/generate-classifier-table.ts` writes it. */
export function classifierPage(): string {
  const rows = classifiers.toSorted((a, b) => a.title.localeCompare(b.title, 'en')).map(row);
  return `# Software that no package manager knows

Seawall recognises ${classifiers.length} programs and libraries by what stands in their own ELF files, so it also finds what was built
in a Dockerfile, unpacked from an archive, or linked statically into something else. A program is looked for under its
file names; a library in every program and shared library outside the folders that the operating system manages (\`/usr\`
but not \`/usr/local\`, \`/bin\`, \`/sbin\`, \`/lib\`), of which its package database tells. Java runtimes are also known by their \`release\` file, Go and
Rust programs by the list of modules that their build leaves in them.

The version is read beside a fixed text that only this software has. Some constants stand alone in a file, wherever the
compiler put them; such a version counts only when the file has exactly one that fits. What is found has a purl of type
\`generic\`; its properties carry vendor and product as the CPE dictionary writes them, and the text that told the version
with its place. \`also\` are further texts that must be in the file.

Some are not to be recognised this way: FreeType and libwebp have their version as a number in their code only, and of MongoDB's
server there are no packages to test with.

A file that an OS package owns gives no second finding. This page is generated from the classifiers and their fixtures.

| software | CPE vendor:product | files | recognised by | tested with |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

function row({ id, title, cpe, files, versions, also }: Classifier): string {
  const anchors = versions.flatMap((rule) => ('anchor' in rule ? [code(rule.anchor)] : []));
  const how = [
    ...(anchors.length > 0 ? [`beside ${anchors.join(', ')}`] : []),
    ...(versions.some((rule) => 'standalone' in rule) ? ['a version that stands alone'] : []),
    ...(also === undefined ? [] : [`also ${also.map(code).join(', ')}`]),
  ];
  const names = files === undefined ? 'any' : files.map(code).join(', ');
  return `| ${title} | ${cpe.vendor}:${cpe.product} | ${names} | ${how.join('; ')} | ${tested(id)} |`;
}

function tested(id: string): string {
  const fixture = JSON.parse(readFileSync(resolve(excerpts, `${id}.json`), 'utf8')) as Fixture;
  const versions = fixture.excerpts.flatMap(({ builder, found }) =>
    (found[id] ?? []).map((version) => `${version} (${builders.get(builder) ?? builder})`),
  );
  return [...new Set(versions)].join(', ');
}

/** Text as code in a table: bytes that cannot be printed as in C, and no bar, which would end the cell. */
function code(text: string): string {
  const printable = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll('\\u0000', '\\0')
    .replaceAll('|', '\\|');
  return `\`${printable}\``;
}
