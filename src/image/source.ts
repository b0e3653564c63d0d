import type { SubjectLayer } from '#model';

/** `os/architecture[/variant]`, as in the OCI image specification. */
export interface Platform {
  os: string;
  architecture: string;
  variant?: string;
}

/** What every form of image source needs to open a reference. */
export interface OpenOptions {
  /** Wanted platform; absent: this host's, and when the image lacks it the choice made becomes a note. */
  platform?: Platform;
  /** Aborts network and file work at `--timeout` or Ctrl-C. */
  signal: AbortSignal;
  /** Environment variables (proxy, DOCKER_HOST, DOCKER_CONFIG …); passed in so that tests need not change the process. */
  environment: Record<string, string | undefined>;
  /** True when the user named this source: what is missing is an error that says why, instead of undefined. */
  required?: boolean;
}

/** The parts of an OCI image configuration that a scan uses. */
export interface ImageConfig {
  platform?: Platform;
  /** UTC, RFC 3339. */
  created?: string;
  diffIds: string[];
  history: { createdBy?: string; comment?: string; emptyLayer: boolean }[];
  /** The `config` object of the image as it stands: user, env, entrypoint, labels … */
  config: Record<string, unknown>;
}

/** One layer of an opened image, base first. */
export interface ImageLayer extends SubjectLayer {
  /** Set when the layer cannot be read, with the reason: a foreign layer, an unsupported media type. */
  unreadable?: string;
}

/** The bytes of a layer, as stored: plain, gzip or zstd tar. */
export type LayerBytes =
  | { kind: 'file'; file: string; offset: number; length: number }
  | { kind: 'stream'; stream: AsyncIterable<Buffer> };

/** One layer's bytes on their way. */
export interface LayerBlob {
  /** The layer, when its place is known beforehand; absent in an engine's export, where only the digest tells. */
  layer?: ImageLayer;
  bytes: LayerBytes;
}

/** An image whose manifest and configuration have been read and verified, and whose layers can be streamed. */
export interface OpenedImage {
  /** Which form was used: `docker`, `container`, `registry`, `archive`, `oci`. */
  kind: string;
  /** As the user named it, without credentials. */
  reference: string;
  /** Digest of the image manifest, where the source has one. */
  digest?: string;
  /** Digest of the configuration blob. */
  configDigest?: string;
  config: ImageConfig;
  layers: ImageLayer[];
  /**
   * True when whoever runs this image would refuse bytes of another digest than its manifest or configuration names
   * (a registry's client, the engine's own store). False for archives and folders, which can claim anything.
   */
  digestsAreProof: boolean;
  /** Sentences for the user: which engine, which platform and why. */
  notes: string[];
  /**
   * Streams the wanted layers once, in any order. A `stream` blob must be read to its end before the next is asked for.
   * The reader verifies the digest: the source does not.
   */
  read(wanted: readonly ImageLayer[]): AsyncIterable<LayerBlob>;
  close(): Promise<void>;
}

/** One way to reach images. Registered in `image/sources.ts`, or in `platform/` for engines. */
export interface ImageSource {
  /** The prefix of references without its colon: `registry`, `docker`, … */
  readonly prefix: string;
  /**
   * Opens `reference` (prefix removed).
   * Returns undefined when there is no such engine or image there, so that the next source can be asked.
   * @throws SeawallError for what exists and cannot be used
   */
  open(reference: string, options: OpenOptions): Promise<OpenedImage | undefined>;
}
