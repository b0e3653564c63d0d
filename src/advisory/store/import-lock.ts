import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { SeawallError } from '#model';

/**
 * Runs `work` while no other process imports into the folder. The lock is SQLite's own file lock on an empty database:
 * the kernel frees it when its owner dies, however it dies, so there is no stale lock to judge.
 * @throws SeawallError (no-verdict) when another import holds it for longer than `waitMs`
 */
export async function withImportLock<T>(folder: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const lock = openLock(join(folder, 'import.lock'));
  try {
    await acquire(lock, waitMs);
    return await work();
  } finally {
    lock.close();
  }
}

function openLock(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path);
  } catch (cause) {
    throw new SeawallError('database-unwritable', 'no-verdict', `cannot lock the vulnerability database: ${path}`, {
      cause,
    });
  }
}

async function acquire(lock: DatabaseSync, waitMs: number): Promise<void> {
  const pause = 50;
  for (let waited = 0; ; waited += pause) {
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return;
    } catch (cause) {
      const busy = (cause as { errcode?: number }).errcode === 5;
      if (!busy || waited >= waitMs) {
        const message = busy
          ? 'another import into this database is running: wait for it to end'
          : 'cannot lock the vulnerability database: is its folder writable?';
        throw new SeawallError('database-locked', 'no-verdict', message, { cause });
      }
    }
    await sleep(pause);
  }
}
