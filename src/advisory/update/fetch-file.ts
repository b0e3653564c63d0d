import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createHttpClient, systemClock } from '#kit/http';
import { makeDatabaseFolders } from '../store/database-folder.ts';
import type { FetchOptions } from '../updater.ts';
import { download } from './download.ts';
import { withUpdateLock } from './update-lock.ts';

/** See `withFetchedFile`. */
export async function fetchFileFor<T>(
  dataDirectory: string,
  url: URL,
  { environment, signal, progress, clock = systemClock, timeouts = {}, retry = {} }: FetchOptions,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folders = makeDatabaseFolders(dataDirectory);
  return withUpdateLock(folders, async (downloads) => {
    const folder = join(downloads, 'bundle');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'bundle.tar.zst');
    const title = basename(url.pathname);
    const came = (bytes: number, total: number | undefined): void =>
      progress?.({ step: 'fetching', title, bytes, ...(total !== undefined && { total }) });
    const http = createHttpClient({ environment, clock, timeouts, retry });
    try {
      await download({ http, clock, signal, url, path, known: undefined, checksumBeside: true, progress: came });
      return await use(path);
    } finally {
      http.close();
      rmSync(path, { force: true });
    }
  });
}
