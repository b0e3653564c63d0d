import { DatabaseSync } from 'node:sqlite';

/** Trivy's index of Maven Central: which jars it knows, by the SHA-1 of their bytes. */
export interface JarIndex {
  has: (sha1: string) => boolean;
  close: () => void;
}

/** @throws Error when it is no such database */
export function openJarIndex(path: string): JarIndex {
  const database = new DatabaseSync(path, { readOnly: true });
  const query = database.prepare('SELECT 1 FROM indices WHERE sha1 = ?');
  return {
    has: (sha1) => query.get(Buffer.from(sha1, 'hex')) !== undefined,
    close: () => database.close(),
  };
}
