import type { LayerBytes } from '../source.ts';

/** The files of a stored image, whatever holds them: a layout folder, a tar on disk, a compressed tar. */
export interface BlobStore {
  /** What it is, for messages: the path as the user gave it. */
  readonly where: string;
  has(name: string): boolean;
  /** Size in bytes of a file that is there. */
  sizeOf(name: string): number;
  /**
   * A small file, whole.
   * @throws SeawallError when it is missing or larger than `cap` bytes
   */
  document(name: string, cap: number): Promise<Buffer>;
  /** Streams files that are there in the order they are stored in, each once; the names come back with them. */
  read(names: readonly string[]): AsyncIterable<{ name: string; bytes: LayerBytes }>;
  close(): Promise<void>;
}
