import { join } from 'node:path';
import { databaseFolders } from '../store/database-folder.ts';
import { readIndex } from '../store/index-file.ts';
import { keyOf, lifecycleShard } from '../store/keys.ts';
import { ShardReader } from '../store/shard-reader.ts';
import { builtInReleases } from './built-in-releases.ts';
import type { LifecycleData, PackageSupport, ReleaseLifecycle } from './release-lifecycle.ts';

/**
 * What was imported about the ends of releases and packages, and for other distributions what comes with the program.
 * @throws SeawallError (no-verdict) when a file of the database is damaged
 */
export function openLifecycle(dataDirectory: string): LifecycleData {
  const folders = databaseFolders(dataDirectory);
  const file = readIndex(folders.root).shards.get(lifecycleShard)?.file;
  const read = <T>(key: string): T[] => {
    if (file === undefined) return [];
    const reader = new ShardReader(join(folders.shards, file));
    try {
      const json = reader.get(key);
      return json === undefined ? [] : (JSON.parse(json) as [number, T][]).map(([, record]) => record);
    } finally {
      reader.close();
    }
  };
  return {
    releases(distribution) {
      const imported = read<ReleaseLifecycle>(keyOf.lifecycle('release', distribution));
      return imported.length > 0 ? imported : (builtInReleases().get(distribution) ?? []);
    },
    packages: (distribution) => read<PackageSupport>(keyOf.lifecycle('package', distribution)),
  };
}
