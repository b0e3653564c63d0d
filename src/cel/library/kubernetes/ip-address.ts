/** An IP address: its family, and its bits as a number. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

/**
 * Reads an address as Kubernetes' CEL library does: IPv4 without leading zeros, IPv6 without a zone and not an IPv4
 * address in disguise; undefined for anything else.
 */
export function readIp(text: string): IpAddress | undefined {
  if (text.length > 45) return undefined;
  if (!text.includes(':')) {
    const bits = readIpv4(text);
    return bits === undefined ? undefined : { family: 4, bits };
  }
  const bits = readIpv6(text);
  return bits === undefined || bits >> 32n === 0xffffn ? undefined : { family: 6, bits };
}

function readIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function readIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => readGroups(half));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  // A double colon stands for at least one group.
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  // Only the last groups may be written as an IPv4 address.
  if (tail !== undefined && (halves[0] ?? '').includes('.')) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...(tail ?? [])];
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n);
}

function readGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1 && part.includes('.')) {
      const bits = readIpv4(part);
      if (bits === undefined) return undefined;
      groups.push(Number(bits >> 16n), Number(bits & 0xffffn));
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

/** The address in its canonical form (RFC 5952 for IPv6). */
export function writeIp({ family, bits }: IpAddress): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => Number((bits >> BigInt(112 - index * 16)) & 0xffffn));
  const { start, length } = longestZeros(groups);
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  return length < 2 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start += 1) {
    let end = start;
    while (groups[end] === 0) end += 1;
    if (end - start > best.length) best = { start, length: end - start };
  }
  return best;
}

/** How many bits an address of a family has. */
export function widthOf(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

/** The leading bits of an address, as a number of so many bits. */
export function prefixOf({ family, bits }: IpAddress, length: number): bigint {
  return bits >> BigInt(widthOf(family) - length);
}
