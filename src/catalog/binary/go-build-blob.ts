import { ElfError, type ElfFile } from '#kit/elf';

/** What the Go linker wrote into a program, as text. */
export interface GoBuildBlob {
  /** Version of Go: `go1.22.3`, `go1.22.3 X:boringcrypto`, `devel go1.23-…`. */
  version: string;
  /** Lines about modules and settings; empty in a program that was built without modules. */
  modules: string;
}

const magic = Buffer.from('\xff Go buildinf:', 'latin1');
const alignment = 16;
const headerBytes = 32;
const pieceBytes = 1024 * 1024;
/** Where no section tells the place: the linker puts it at the beginning of the writable data. */
const maxSearched = 16 * 1024 * 1024;
/** A program of 10,000 modules has one megabyte. */
const maxTextBytes = 16 * 1024 * 1024;
/** Each text of modules stands between two marks of this length. */
const markBytes = 16;
const loaded = 1;
const executable = 1;
const writable = 2;

/**
 * The build information of a Go program; undefined when it is none.
 * Source: Go's own reader and linker (packages `debug/buildinfo` and `cmd/link`); the form with pointers is that before 1.18.
 * @throws ElfError when it is a Go program and the information lies nowhere
 */
export function readGoBuildBlob(elf: ElfFile): GoBuildBlob | undefined {
  const address = findBlob(elf);
  if (address === undefined) return undefined;
  const header = elf.bytesAt(address, headerBytes);
  const flags = header[15] ?? 0;
  const [version, framed] =
    (flags & 2) === 0 ? throughPointers(elf, header, flags) : inline(elf, address + headerBytes);
  if (version === '') throw new ElfError('has no Go version');
  const hasModules = framed.length >= 2 * markBytes + 1 && framed[framed.length - markBytes - 1] === 0x0a;
  return { version, modules: hasModules ? framed.toString('utf8', markBytes, framed.length - markBytes) : '' };
}

function findBlob(elf: ElfFile): number | undefined {
  const section = elf.find('.go.buildinfo');
  if (section !== undefined) return searchMagic(elf, section.address, section.size);
  if (elf.hasSections) return undefined;
  for (const { type, flags, address, size } of elf.segments) {
    if (type !== loaded || (flags & (writable | executable)) !== writable) continue;
    const found = searchMagic(elf, address, size);
    if (found !== undefined) return found;
  }
  return undefined;
}

function searchMagic(elf: ElfFile, start: number, size: number): number | undefined {
  const end = start + Math.min(size, maxSearched, elf.availableAt(start));
  for (let from = Math.ceil(start / alignment) * alignment; from + headerBytes <= end; from += pieceBytes) {
    const piece = elf.bytesAt(from, Math.min(pieceBytes, end - from));
    for (let at = piece.indexOf(magic); at >= 0; at = piece.indexOf(magic, at + 1)) {
      if (at % alignment === 0 && from + at + headerBytes <= end) return from + at;
    }
  }
  return undefined;
}

/** Two texts right after the header, each behind its length. */
function inline(elf: ElfFile, address: number): [string, Buffer] {
  const version = textAt(elf, address);
  const modules = textAt(elf, version.end);
  return [version.bytes.toString(), modules.bytes];
}

function textAt(elf: ElfFile, address: number): { bytes: Buffer; end: number } {
  const prefix = elf.bytesAt(address, Math.min(10, elf.availableAt(address)));
  let length = 0;
  for (const [at, byte] of prefix.entries()) {
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return { bytes: bounded(elf, address + at + 1, length), end: address + at + 1 + length };
  }
  throw new ElfError('has a text without a length');
}

/** The header has the addresses of two Go strings, which are an address and a length each. */
function throughPointers(elf: ElfFile, header: Buffer, flags: number): [string, Buffer] {
  const width = header[14] ?? 0;
  if (width !== 4 && width !== 8) throw new ElfError(`has pointers of ${width} bytes`);
  const bigEndian = (flags & 1) === 1;
  const pointer = (bytes: Buffer, at: number): number => {
    if (width === 4) return bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    return Number(bigEndian ? bytes.readBigUInt64BE(at) : bytes.readBigUInt64LE(at));
  };
  const stringAt = (address: number): Buffer => {
    const string = elf.bytesAt(address, 2 * width);
    return bounded(elf, pointer(string, 0), pointer(string, width));
  };
  const modulesAt = pointer(header, 16 + width);
  return [stringAt(pointer(header, 16)).toString(), modulesAt === 0 ? Buffer.alloc(0) : stringAt(modulesAt)];
}

function bounded(elf: ElfFile, address: number, length: number): Buffer {
  if (length > maxTextBytes)
    throw new ElfError(`has a text of ${length} bytes, more than the ${maxTextBytes} that are read`);
  return length === 0 ? Buffer.alloc(0) : elf.bytesAt(address, length);
}
