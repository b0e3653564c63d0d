/** How one program or library is known again in its own binary. One file each in `classifiers/`. */
export interface Classifier {
  /** Such as `nginx`: unique, and the name of its file. */
  readonly id: string;
  /** For people: `Apache HTTP Server`. */
  readonly title: string;
  /** Vendor and product as the CPE dictionary of the NVD writes them; the product is also the name in the purl. */
  readonly cpe: { readonly vendor: string; readonly product: string };
  /**
   * File names of a program, `*` for any characters: `python3*`. Absent for a library, which is looked for in
   * every ELF file, because it is often linked statically into something with another name.
   */
  readonly files?: readonly string[];
  /** Where the version stands: the first rule that gives one decides. */
  readonly versions: readonly (AnchoredVersion | StandaloneVersion)[];
  /**
   * Texts that must also be in the file, all of them: what a program has that *is* the thing, and one that only
   * speaks of it, or links it dynamically and prints its header's version, has not.
   */
  readonly also?: readonly string[];
}

/** A version beside a text that only this thing has. */
export interface AnchoredVersion {
  /** Fixed text (Latin-1), at least 8 bytes, so that one pass can look for all anchors at once and skip most bytes. */
  readonly anchor: string;
  /** Bytes before and after the anchor that the pattern sees: at most 256 with the anchor. Default 0 and 32. */
  readonly before?: number;
  readonly after?: number;
  /** Has a group `version`, or `major`, `minor` and `patch`; runs over that window only. */
  readonly pattern: RegExp;
}

/**
 * A version that stands alone between two NUL bytes, anywhere: compilers order such constants as they like. It counts
 * only when the whole file has exactly one that fits; so it needs `files` or `also` that leave no doubt whose it is.
 */
export interface StandaloneVersion {
  /** Has a group `version`, or `major`, `minor` and `patch`; must match the whole text, which has 3 to 96 characters. */
  readonly standalone: RegExp;
}

/** Something recognised. */
export interface Classified {
  classifier: Classifier;
  version: string;
  /** Where the text stands that told the version, and the text. */
  offset: number;
  evidence: string;
}
