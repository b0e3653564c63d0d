import { AnchorSearch } from './anchor-search.ts';
import type { AnchoredVersion, BinaryContent, Classified, Classifier } from './classifier.ts';
import { standaloneTexts } from './standalone-texts.ts';

const elfMagic = Buffer.from('\x7fELF', 'latin1');

/** Versions of one thing in one file: a bundle may hold a few copies, a hostile file would claim thousands. */
const maxVersions = 4;

/** Recognises programs and libraries by what stands in their own ELF files. */
export class BinaryClassifiers {
  readonly #libraries: readonly Classifier[];
  readonly #librarySearch: AnchorSearch;
  readonly #programs: readonly NamedClassifier[];

  constructor(classifiers: readonly Classifier[]) {
    this.#libraries = classifiers.filter(({ files }) => files === undefined);
    this.#librarySearch = new AnchorSearch(this.#libraries.flatMap(anchorsOf));
    this.#programs = classifiers.flatMap((classifier) =>
      classifier.files === undefined
        ? []
        : [{ classifier, names: fileNamePattern(classifier.files), search: new AnchorSearch(anchorsOf(classifier)) }],
    );
  }

  /** What the file is or has linked in; empty when it is no ELF file or nothing is recognised. `path` gives its name only. */
  classify(path: string, content: BinaryContent): Classified[] {
    if (content.size < elfMagic.length || !content.read(0, elfMagic.length).equals(elfMagic)) return [];
    const name = path.slice(path.lastIndexOf('/') + 1);
    const programs = this.#programs.filter(({ names }) => names.test(name));
    const searches = [this.#librarySearch, ...programs.map(({ search }) => search)];
    const anchors = new Map(searches.flatMap((search) => [...search.locate(content)]));
    const candidates = [...programs.map(({ classifier }) => classifier), ...this.#libraries].filter((classifier) =>
      (classifier.also ?? []).every((text) => anchors.has(text)),
    );
    const anchored = candidates.map((classifier) => anchoredVersions(classifier, content, anchors));
    const open = candidates.filter((_, index) => anchored[index]?.length === 0);
    return [...anchored.flat(), ...standaloneVersions(open, content)];
  }
}

interface NamedClassifier {
  classifier: Classifier;
  names: RegExp;
  search: AnchorSearch;
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
  return new RegExp(`^(?:${patterns.join('|')})$`);
}

function anchoredRules(classifier: Classifier): AnchoredVersion[] {
  return classifier.versions.filter((rule) => 'anchor' in rule);
}

/** The first rule that tells any version decides. */
function anchoredVersions(
  classifier: Classifier,
  content: BinaryContent,
  anchors: ReadonlyMap<string, readonly number[]>,
): Classified[] {
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
function standaloneVersions(classifiers: readonly Classifier[], content: BinaryContent): Classified[] {
  const rules = classifiers.flatMap((classifier) =>
    classifier.versions.flatMap((rule) =>
      'standalone' in rule ? [{ classifier, pattern: rule.standalone, versions: new Map<string, Classified>() }] : [],
    ),
  );
  if (rules.length === 0) return [];
  for (const { offset, text } of standaloneTexts(content)) {
    for (const { classifier, pattern, versions } of rules) {
      const version = versionIn(pattern.exec(text));
      if (version === undefined || versions.size > 1 || versions.has(version)) continue;
      versions.set(version, { classifier, version, offset, evidence: text });
    }
  }
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
