/** What the name of an archive tells by Maven's layout, `artifact-version.jar`. */
export interface JavaFileName {
  /** The name without folder and ending. */
  stem: string;
  /** The stem, where it has no version. */
  artifact: string;
  version?: string;
  /** What stands behind the version: `sources`, `linux-x86_64`. */
  classifier?: string;
}

const maxStem = 300;

/** Words that stand in versions after a dash: `29.0-jre`, `1.0-SNAPSHOT`, `4.1-beta-2`. */
const qualifier =
  /^(?:\d[\w.+]*|v\d[\w.+]*|snapshot|release|final|ga|sp\d*|(?:alpha|beta|rc|cr|m|b|jre|jdk|java|pre)[\d.]*|android|incubating|redhat|stable)$/i;

/** Takes the file name of a jar apart. `path` may be nested; only its last part counts. */
export function readJavaFileName(path: string): JavaFileName {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  if (stem.length > maxStem) return { stem, artifact: stem };
  // Bundles of Eclipse: `org.eclipse.osgi_3.18.0.v20220516-2155`.
  const [, bundle, bundleVersion] = /^(.+?)_(\d+\.\d+\.\d+\.\w[\w-]*)$/.exec(stem) ?? [];
  if (bundle !== undefined && bundleVersion !== undefined) return { stem, artifact: bundle, version: bundleVersion };
  return { stem, ...(splitAt(stem, '-') ?? splitAt(stem, '_') ?? { artifact: stem }) };
}

/**
 * The version begins at the first digit after a separator from which on all is a version, else at the last one, whose
 * words that cannot be one (`-linux-x86_64`) are a classifier.
 */
function splitAt(stem: string, separator: '-' | '_'): Omit<JavaFileName, 'stem'> | undefined {
  let found: Omit<JavaFileName, 'stem'> | undefined;
  for (let at = stem.indexOf(separator); at > 0; at = stem.indexOf(separator, at + 1)) {
    const rest = stem.slice(at + 1);
    if (!/^v?\d/.test(rest)) continue;
    const words = rest.split('-');
    const end = words.findIndex((word, index) => !qualifier.test(word) || isNewStart(words, index));
    found = { artifact: stem.slice(0, at), version: (end < 0 ? words : words.slice(0, end)).join('-') };
    if (end < 0) break;
    found.classifier = words.slice(end).join('-');
  }
  return found;
}

/** In `jsr-305-3.0.2` the number with dots is the version, and the one before belongs to the name. */
function isNewStart(words: readonly string[], index: number): boolean {
  return index > 0 && /^\d+\.\d/.test(words[index] ?? '') && /^\d+$/.test(words[0] ?? '');
}
