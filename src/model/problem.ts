/** Something that could not be read or was cut off. A result with a problem is partial and says so. */
export interface Problem {
  /** Where: file inside the image, layer, field or line, as precise as known. */
  where: string;
  /** What was wrong, one line without control characters. */
  what: string;
  /** True when no verdict is possible without it: a whole layer or the package database of the OS (exit code 3). */
  fatal?: boolean;
}
