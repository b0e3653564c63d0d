/** How much of a hostile tar stream is read before it is refused. All are inclusive. */
export interface TarLimits {
  /** Headers of any kind, so that a chain of extended headers counts too. */
  entries: number;
  /** Bytes of one path or link target. */
  pathBytes: number;
  /** Bytes of one body that is handed over whole. */
  collectBytes: number;
  /** Bytes of one PAX header, GNU long name or sparse map. */
  headerBytes: number;
  /** Bytes of the tar stream. */
  totalBytes: number;
}
