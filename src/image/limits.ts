const MiB = 1024 * 1024;
const GiB = 1024 * MiB;

/**
 * What a scan spends at most on an image. Everything read is hostile; a cap that is reached becomes a problem
 * of the result, never silence. Sizes in bytes.
 */
export interface Limits {
  /** Tar entries in one layer. */
  entries: number;
  /** Length of one path, and of one link target. */
  pathBytes: number;
  /** Folders in one path. */
  pathDepth: number;
  /** A file that is held whole for an analyser. */
  fileBytes: number;
  /** A file that is read out of order and held meanwhile; a larger one goes to a temporary file. */
  heldBytes: number;
  /** A file that is read out of order from a temporary file. */
  spooledBytes: number;
  /** One layer, decompressed. */
  layerBytes: number;
  /** Decompressed over compressed size, once `ratioFloor` bytes have come out. */
  ratio: number;
  ratioFloor: number;
  /** Files handed to analysers in one layer. */
  analysedFiles: number;
  /** Links followed to resolve one path, as in Linux' own limit. */
  links: number;
  /** Layers in an image. */
  layers: number;
  /** A manifest, an index, an image configuration. */
  documentBytes: number;
}

export const defaultLimits: Limits = {
  entries: 2_000_000,
  pathBytes: 4096,
  pathDepth: 256,
  fileBytes: 64 * MiB,
  heldBytes: 4 * MiB,
  spooledBytes: 512 * MiB,
  layerBytes: 64 * GiB,
  ratio: 300,
  ratioFloor: 256 * MiB,
  analysedFiles: 500_000,
  links: 40,
  layers: 1024,
  documentBytes: 8 * MiB,
};
