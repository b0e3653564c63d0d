import { crc32, inflateRawSync } from 'node:zlib';

const maxInflated = 1 << 20;

/**
 * Writes the true checksum and size of each member into the central directory of a zip archive, in place, so that what
 * a mutation changed in a member is read, and not refused.
 */
export function repairZip(bytes: Buffer): void {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > bytes.length) return;
  let at = bytes.readUInt32LE(end + 16);
  for (let members = 0; members < 100 && at + 46 <= end && bytes.readUInt32LE(at) === 0x02014b50; members += 1) {
    repairMember(bytes, at);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

function repairMember(bytes: Buffer, at: number): void {
  const local = bytes.readUInt32LE(at + 42);
  if (local + 30 > bytes.length) return;
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const content = unpacked(bytes.subarray(from, from + bytes.readUInt32LE(at + 20)), bytes.readUInt16LE(at + 10));
  if (content === undefined) return;
  bytes.writeUInt32LE(crc32(content), at + 16);
  bytes.writeUInt32LE(content.length, at + 24);
}

function unpacked(stored: Buffer, method: number): Buffer | undefined {
  if (method !== 8) return stored;
  try {
    return inflateRawSync(stored, { maxOutputLength: maxInflated });
  } catch {
    return undefined;
  }
}
