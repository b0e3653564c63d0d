/**
 * What an entry is. `sparse` is a GNU sparse file, whose body is the packed form and not the content of the file;
 * `other` is a type that is not in POSIX (multi-volume, dump directory, vendor types).
 */
export type TarEntryType =
  | 'file'
  | 'directory'
  | 'symlink'
  | 'hardlink'
  | 'character'
  | 'block'
  | 'fifo'
  | 'sparse'
  | 'other';

/** One entry of a tar stream, with its PAX and GNU extended headers applied. */
export interface TarEntry {
  /** As stored (`./etc/`, `/etc`, `a/../b`), decoded by `decodeName`. */
  path: string;
  type: TarEntryType;
  /** Bytes of the body in the tar stream; 0 for everything that has no body, whatever its header says. */
  size: number;
  /** Permission bits with set-user-ID, set-group-ID and sticky: 0 to 0o7777. */
  mode: number;
  uid: number;
  gid: number;
  /** Seconds since 1970-01-01 UTC; may be negative or have a fraction. */
  mtime: number;
  /** Of a symbolic link its text, of a hard link the path of another entry, both as stored. */
  linkTarget?: string;
  /** Of the body in the tar stream, in bytes. */
  offset: number;
}
