import type { RandomAccess } from '#kit/stream';
import { AnchorSearch } from './anchor-search.ts';
import type { AnchoredVersion, Classified, Classifier } from './classifier.ts';
import { visitStandaloneTexts } from './standalone-texts.ts';

const elfMagic = Buffer.from('\x7fELF', 'latin1');

/** Versions of one thing in one file: a bundle may hold a few copies, a hostile file would claim thousands. */
const maxVersions = 4;

/** Recognises programs and libraries by what stands in their own ELF files. */
export class BinaryClassifiers {
  readonly #prepared: readonly Prepared[];
  /** Made when first needed, as are those of the classifiers: each takes 64 KiB, and most images need few. */
  #hints: AnchorSearch | undefined;

  /** Names that any classifier looks for: most files of an image have none. */
  readonly #names: RegExp;

  constructor(classifiers: readonly Classifier[]) {
    this.#names = fileNamePattern(classifiers.flatMap(({ files = [] }) => files));
    this.#prepared = classifiers.map((classifier) => ({
      classifier,
      names: fileNamePattern(classifier.files ?? []),
      hints: classifier.files === undefined ? (classifier.also ?? anchorsOf(classifier)) : [],
      anchors: anchorsOf(classifier),
      standsAlone: anchoredRules(classifier).length === 0,
    }));
  }

  /**
   * What the file is or has linked in; empty when it is no ELF file or nothing is recognised. `path` gives its name only.
   * Without `libraries` only programs are recognised, by their names and by versions that stand beside a text of their own:
   * looking at all that stands alone in a program is as dear as looking for libraries.
   */
  classify(path: string, content: RandomAccess, { libraries = true } = {}): Classified[] {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (!libraries && !this.#names.test(name)) return [];
    if (content.size < elfMagic.length || !content.read(0, elfMagic.length).equals(elfMagic)) return [];
    // Every file is searched once, for the few texts that hint at a library; the rest only where there is a reason.
    const hinted = libraries ? this.#hintSearch().locate(content) : new Map<string, number[]>();
    const standing: Classifier[] = [];
    const found = this.#prepared.flatMap((prepared) => {
      const { classifier, names, standsAlone } = prepared;
      if (!names.test(name) && !isHinted(prepared, hinted)) return [];
      if (!libraries && standsAlone) return [];
      const anchors = locateAnchors(prepared, content, hinted);
      if ((classifier.also ?? []).some((text) => !anchors.has(text))) return [];
      const versions = anchoredVersions(classifier, content, anchors);
      if (versions.length === 0) standing.push(classifier);
      return versions;
    });
    return libraries ? [...found, ...standaloneVersions(standing, content)] : found;
  }

  #hintSearch(): AnchorSearch {
    return (this.#hints ??= new AnchorSearch(this.#prepared.flatMap(({ hints }) => hints)));
  }
}

interface Prepared {
  classifier: Classifier;
  names: RegExp;
  /** What every file is searched for: all that must be in one with this library, else what its version stands beside. */
  hints: readonly string[];
  anchors: readonly string[];
  /** True when none of its versions stands beside an anchor. */
  standsAlone: boolean;
  search?: AnchorSearch;
}

/** Where each text stands that was found. */
type Places = ReadonlyMap<string, readonly number[]>;

function isHinted({ classifier, hints }: Prepared, hinted: Places): boolean {
  if (hints.length === 0) return false;
  return classifier.also === undefined
    ? hints.some((text) => hinted.has(text))
    : hints.every((text) => hinted.has(text));
}

/** The file is not searched again when its search for hints has told everything. */
function locateAnchors(prepared: Prepared, content: RandomAccess, hinted: Places): Places {
  if (prepared.anchors.length === prepared.hints.length) return hinted;
  prepared.search ??= new AnchorSearch(prepared.anchors);
  return prepared.search.locate(content);
}

/** Every text that has to be looked for. */
export function anchorsOf(classifier: Classifier): string[] {
  return [...anchoredRules(classifier).map(({ anchor }) => anchor), ...(classifier.also ?? [])];
}

/** The bytes that a rule's pattern sees around its anchor at `at`, cut off at the ends of the file. */
export function windowOf(rule: AnchoredVersion, at: number, size: number): { start: number; length: number } {
  const start = Math.max(0, at - (rule.before ?? 0));
  const end = Math.min(size, at + rule.anchor.length + (rule.after ?? 32));
  return { start, length: end - start };
}

function fileNamePattern(files: readonly string[]): RegExp {
  const patterns = files.map((file) => file.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*'));
  return new RegExp(patterns.length === 0 ? '^$' : `^(?:${patterns.join('|')})$`);
}

function anchoredRules(classifier: Classifier): AnchoredVersion[] {
  return classifier.versions.filter((rule) => 'anchor' in rule);
}

/** The first rule that tells any version decides. */
function anchoredVersions(classifier: Classifier, content: RandomAccess, anchors: Places): Classified[] {
  for (const rule of anchoredRules(classifier)) {
    const versions = new Map<string, Classified>();
    for (const at of anchors.get(rule.anchor) ?? []) {
      const { start, length } = windowOf(rule, at, content.size);
      const match = rule.pattern.exec(content.read(start, length).toString('latin1'));
      const version = versionIn(match);
      if (match === null || version === undefined || versions.has(version)) continue;
      versions.set(version, { classifier, version, offset: start + match.index, evidence: match[0] });
    }
    if (versions.size > 0) return [...versions.values()].slice(0, maxVersions);
  }
  return [];
}

/** What stands alone proves nothing beside a second one: then there is no answer rather than a guess. */
function standaloneVersions(classifiers: readonly Classifier[], content: RandomAccess): Classified[] {
  const rules = classifiers.flatMap((classifier) =>
    classifier.versions.flatMap((rule) =>
      'standalone' in rule ? [{ classifier, pattern: rule.standalone, versions: new Map<string, Classified>() }] : [],
    ),
  );
  if (rules.length === 0) return [];
  visitStandaloneTexts(content, (text, offset) => {
    for (const { classifier, pattern, versions } of rules) {
      // Two are as bad as a thousand.
      if (versions.size > 1) continue;
      const version = versionIn(pattern.exec(text));
      if (version === undefined || versions.has(version)) continue;
      versions.set(version, { classifier, version, offset, evidence: text });
    }
  });
  return classifiers.flatMap((classifier) => {
    const deciding = rules.find((rule) => rule.classifier === classifier && rule.versions.size > 0);
    return deciding?.versions.size === 1 ? [...deciding.versions.values()] : [];
  });
}

function versionIn(match: RegExpExecArray | null): string | undefined {
  const { version, major, minor, patch } = match?.groups ?? {};
  if (version !== undefined || major === undefined) return version;
  return [major, minor, patch].map(Number).join('.');
}
