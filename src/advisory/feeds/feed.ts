import type { AdvisoryRecord, AdvisoryRow } from '../advisory-row.ts';
import type { PackageSupport, ReleaseLifecycle } from '../lifecycle/release-lifecycle.ts';

/** One file of advisory data, decompressed. */
export interface FeedFile {
  /** For people: path on disk, with `!member` for a file inside a zip. */
  path: string;
  /** Name of what it came in (a zip, a folder, the file itself): re-importing the same one replaces its rows. */
  container: string;
  /** The content, once. */
  chunks: AsyncIterable<Buffer>;
}

/** Where a feed puts what it reads. */
export interface FeedSink {
  /**
   * Begins a source of rows. Rows of an earlier import with the same name are replaced:
   * in the shards that get rows now (`touched`), or in all (`all`).
   */
  source(name: string, replaces: 'touched' | 'all'): void;
  row(shard: string, packageName: string, row: AdvisoryRow): void;
  /** What rows of this shard point to by their id. */
  advisory(shard: string, record: AdvisoryRecord): void;
  /** What is known about a CVE, whatever package it is in. */
  detail(cve: string, record: AdvisoryRecord): void;
  /** When a release of a distribution ends, or a package of it; the distribution by its os-release id. */
  lifecycle(kind: 'release', distribution: string, record: ReleaseLifecycle): void;
  lifecycle(kind: 'package', distribution: string, record: PackageSupport): void;
  /** Something in the file that was left out. */
  problem(where: string, what: string): void;
  /** Counts an advisory as read, with its date where it has one. */
  counted(modified?: string): void;
}

/** One published form of vulnerability data. */
export interface Feed {
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  /** True when a file that begins with `head` (up to 64 KiB) is of this form. */
  recognise(head: Buffer): boolean;
  /** Reads one file into the sink. @throws SeawallError when the file as a whole cannot be used */
  read(file: FeedFile, sink: FeedSink): Promise<void>;
}
