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
  /** Endings of the file name in any folder, with the dot: `.jar`. */
  endings?: readonly string[];
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

/**
 * Reads one kind of file. Pure: facts depend on path and bytes only, never on other files or layers,
 * so that they can be cached by layer digest × `id` × `version`.
 */
export interface Analyser<Facts = unknown> {
  /** Such as `dpkg-status`. Also the `how` of the packages that it finds. */
  readonly id: string;
  /** Raised whenever the facts for the same bytes would change. */
  readonly version: number;
  readonly interest: PathInterest;
  /** True for package databases of the OS: when one cannot be read there is no verdict (exit code 3). */
  readonly decisive?: boolean;
  /** Largest file it takes, in bytes (default 64 MiB); a larger one becomes a problem, never silence. */
  readonly maxBytes?: number;
  /**
   * The facts, plain JSON values; undefined when the file is not of its kind.
   * Malformed input gives located problems inside the facts; a thrown error is caught by the walk and becomes one.
   */
  analyse(file: AnalysedFile): Facts | undefined;
}
