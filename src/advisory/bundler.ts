/** What `db export` is told. */
export interface ExportOptions {
  /** File of the private key. */
  key: string;
  now: Date;
  /** Days until the bundle expires. */
  days: number;
  /** Default: the time in seconds, which grows by itself. */
  sequence?: number;
}

export interface ExportReport {
  shards: number;
  bytes: number;
  sequence: number;
  expires: string;
}

export interface InstallOptions {
  now: Date;
  /** File of the only public key to trust; absent: those in `trusted-keys/` of the data directory. */
  trustedKey?: string;
  lockWaitMs?: number;
}

export interface BundleReport {
  outcome: 'installed' | 'unchanged';
  created: string;
  expires: string;
  sequence: number;
  shards: string[];
  /** Sources that the replaced shards had and those of the bundle have not. */
  dropped: string[];
}

/**
 * Writes the whole database as one signed file.
 * @throws SeawallError: usage for a key or a file that cannot be used, or when there is no data
 */
export async function exportBundle(dataDirectory: string, file: string, options: ExportOptions): Promise<ExportReport> {
  const { writeBundle } = await import('./bundle/write-bundle.ts');
  return writeBundle(dataDirectory, file, options);
}

/**
 * Verifies a bundle and makes its shards those of the database, in one step; shards that it does not have stay.
 * @throws SeawallError (usage) when it is not signed by a trusted key, damaged, expired, or older than what is installed
 */
export async function installBundle(
  dataDirectory: string,
  file: string,
  options: InstallOptions,
): Promise<BundleReport> {
  const { runInstall } = await import('./bundle/install-bundle.ts');
  return runInstall(dataDirectory, file, options);
}
