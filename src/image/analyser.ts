import type { RandomAccess } from '#kit/stream';

/**
 * Which paths an analyser wants to read, as data, so that one table decides for all analysers at once.
 * Paths have no leading slash and use `/`. A path is wanted when any of the lists matches.
 */
export interface PathInterest {
  /** Exact paths: `var/lib/dpkg/status`. */
  paths?: readonly string[];
  /** Folders, with everything below them at any depth: `var/lib/dpkg/status.d`. */
  folders?: readonly string[];
  /** File names in any folder: `package.json`. */
  names?: readonly string[];
  /** Endings of the file name in any folder, of one or two parts, with the dot: `.jar`, `.deps.json`. */
  endings?: readonly string[];
  /**
   * First bytes of the content, as latin1 text of 1 to 8 characters: `\x7fELF`. In a directory on disk only files that are
   * executable or have `.so` in their name are opened to look at them; in a layer all are.
   */
  magics?: readonly string[];
  /** Narrows the above: false means the path is not wanted after all. Pure and quick. */
  accept?: (path: string) => boolean;
}

/** One file as an analyser gets it. */
export interface AnalysedFile {
  /** Path inside the layer, without a leading slash. */
  path: string;
  /** The whole content. The bytes are hostile, and only valid during the call: copy what is kept. */
  bytes: Buffer;
}

/** One file as an analyser gets it that reads it here and there. */
export interface AnalysedContent {
  /** Path inside the layer, without a leading slash. */
  path: string;
  /** The content, hostile, and readable only during the call. */
  content: RandomAccess;
}

/** What the walk must know of an analyser, however that takes its files. */
interface AnalyserTraits {
  /** Such as `dpkg-status`. Also the `how` of the packages that it finds. */
  readonly id: string;
  /** Raised whenever the facts for the same bytes would change. */
  readonly version: number;
  readonly interest: PathInterest;
  /** True for package databases of the OS: when one cannot be read there is no verdict (exit code 3). */
  readonly decisive?: boolean;
  /** Largest file it takes, in bytes (default 64 MiB, with `randomAccess` 512 MiB); a larger one becomes a problem, never silence. */
  readonly maxBytes?: number;
}

/**
 * Reads one kind of file. Pure: facts depend on path and bytes only, never on other files or layers,
 * so that they can be cached by layer digest × `id` × `version`.
 */
export interface Analyser<Facts = unknown> extends AnalyserTraits {
  readonly randomAccess?: false;
  /**
   * The facts, plain JSON values; undefined when the file is not of its kind.
   * Malformed input gives located problems inside the facts; a thrown error is caught by the walk and becomes one.
   */
  analyse(file: AnalysedFile): Facts | undefined;
}

/** Like `Analyser`, for files too large to hold of which little is read: programs. */
export interface RandomAccessAnalyser<Facts = unknown> extends AnalyserTraits {
  readonly randomAccess: true;
  /** As `Analyser.analyse`. What `content.read` throws need not be caught. */
  analyse(file: AnalysedContent): Facts | undefined;
}

/** An analyser of either form. */
export type AnyAnalyser<Facts = unknown> = Analyser<Facts> | RandomAccessAnalyser<Facts>;
