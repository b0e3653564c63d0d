import { closeSync, openSync, readSync } from 'node:fs';

/** The first bytes of a file, or of what begins at `offset` in it; fewer where the file ends. @throws Error when it cannot be read */
export function readHead(path: string, length: number, offset = 0): Buffer {
  const head = Buffer.alloc(length);
  const file = openSync(path, 'r');
  try {
    return head.subarray(0, readSync(file, head, 0, length, offset));
  } finally {
    closeSync(file);
  }
}
