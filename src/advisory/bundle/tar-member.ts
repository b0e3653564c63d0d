const blockSize = 512;

/** The header of a regular file with fixed owner and time, so that equal content is an equal archive (POSIX ustar). */
export function tarMember(name: string, size: number): Buffer {
  if (name.length > 99) throw new RangeError('a name of a bundle is too long for its archive');
  const header = Buffer.alloc(blockSize);
  header.write(name, 0, 'latin1');
  header.write('0000644\0', 100, 'latin1');
  header.write('0000000\0', 108, 'latin1');
  header.write('0000000\0', 116, 'latin1');
  // 11 octal digits: 8 GiB, the bound of a shard.
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.write('00000000000\0', 136, 'latin1');
  header.write('        0', 148, 'latin1');
  header.write('ustar\u000000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** What fills the last block of a body. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((blockSize - (size % blockSize)) % blockSize);
}

/** Two blocks of zeros. */
export const tarEnd = Buffer.alloc(2 * blockSize);
