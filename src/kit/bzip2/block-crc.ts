const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});

/** The CRC-32 of bzip2, which takes the highest bit of a byte first, continued from `sum` over the first `length` bytes. */
export function blockCrc(bytes: Uint8Array, length: number, sum: number): number {
  let value = sum;
  for (let at = 0; at < length; at++) value = (value << 8) ^ (table[(value >>> 24) ^ (bytes[at] ?? 0)] ?? 0);
  return value;
}
