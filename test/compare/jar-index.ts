import { DatabaseSync } from 'node:sqlite';

/** Looks jars up in Trivy's index of Maven Central, by the SHA-1 of their bytes. */
export function openJarIndex(path: string): (sha1: string) => boolean {
  const database = new DatabaseSync(path, { readOnly: true });
  const query = database.prepare('SELECT 1 FROM indices WHERE sha1 = ?');
  return (sha1) => query.get(Buffer.from(sha1, 'hex')) !== undefined;
}
