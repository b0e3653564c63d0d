import { stat } from 'node:fs/promises';

/**
 * What stays the same while a file is not touched: device, inode, size, mtime and ctime in ns, and the range inside it.
 * Undefined when the file cannot be asked.
 */
export async function fileIdentity(file: string, offset: number, length: number): Promise<string | undefined> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs, offset, length].join(':');
  } catch {
    return undefined;
  }
}
