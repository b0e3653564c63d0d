import { inflateSync } from 'node:zlib';
import type { RandomAccessAnalyser } from '#image';
import { ElfError } from '#kit/elf';
import { languagePurl } from '#model';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { withGraph, type LockedPackage } from '../language/locked-packages.ts';
import { asList, asRecord, asText } from '../language/json-value.ts';
import { ProblemList } from '../problem-list.ts';
import { openElf } from './open-elf.ts';

const section = '.dep-v0';
/** Real ones have some kilobytes. */
const maxPackedBytes = 8 * 1024 * 1024;
const maxBytes = 4 * 1024 * 1024;
const maxPackages = 200_000;
const word = /^[!-~]{1,256}$/;

/**
 * The crates that a Rust program was linked from, where it was built with `cargo auditable`. Crates that only built it (kind
 * `build`) are not in the program and left out. Source: the project's PARSING.md and cargo-auditable.schema.json.
 */
export const cargoAuditable: RandomAccessAnalyser<CatalogFacts> = {
  id: 'cargo-auditable',
  version: 1,
  interest: { magics: ['\x7fELF'] },
  randomAccess: true,
  analyse({ content, path }) {
    const elf = openElf(content);
    const problems = new ProblemList(path);
    try {
      const packed = elf?.section(section, maxPackedBytes);
      if (packed === undefined) return undefined;
      const text = inflateSync(packed, { maxOutputLength: maxBytes }).toString('utf8');
      return { packages: packagesOf(JSON.parse(text), problems), ...problems.facts() };
    } catch (error) {
      const known = error instanceof ElfError || error instanceof SyntaxError || isZlibError(error);
      if (!known) throw error;
      problems.add('its list of crates (cargo-auditable) cannot be read', undefined, error.message);
      return { packages: [], ...problems.facts() };
    }
  },
};

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^(?:Z_|ERR_BUFFER_TOO_LARGE)/.test(String(error.code));
}

interface Crate extends LockedPackage {
  root: boolean;
}

function packagesOf(document: unknown, problems: ProblemList): CatalogedPackage[] {
  const listed = asList(asRecord(document)?.['packages']);
  if (listed.length > maxPackages) problems.add(`more than ${maxPackages} crates: the rest was not read`);
  const crates = listed.slice(0, maxPackages).flatMap((item, index) => crateOf(asRecord(item) ?? {}, index, problems));
  const roots = crates.filter(({ root }) => root);
  const direct = roots.flatMap(({ needs }) => needs.map((key) => ({ key, dev: false })));
  const own = new Set(roots.map((crate) => crate.package.purl));
  return withGraph(crates, direct).map((item) => {
    const { direct: isDirect, ...rest } = { ...item, scope: 'installed' as const };
    return own.has(item.purl) || isDirect === undefined ? rest : { ...rest, direct: isDirect };
  });
}

/** Crates refer to each other by their place in the list. */
function crateOf(item: Readonly<Record<string, unknown>>, index: number, problems: ProblemList): Crate[] {
  const name = asText(item['name']) ?? '';
  const version = asText(item['version']) ?? '';
  if (item['kind'] === 'build') return [];
  if (!word.test(name) || !word.test(version)) {
    problems.add(`crate ${index + 1} has no usable name and version`, undefined, name);
    return [];
  }
  const source = asText(item['source']) ?? '';
  return [
    {
      key: String(index),
      package: {
        name,
        version,
        purl: languagePurl('cargo', name, version),
        type: 'cargo',
        licences: [],
        ...(word.test(source) && source !== 'crates.io' && { properties: { source } }),
      },
      needs: asList(item['dependencies'])
        .filter((at) => Number.isSafeInteger(at))
        .map(String),
      root: item['root'] === true,
    },
  ];
}
