import { isUtf8 } from 'node:buffer';

/** Fields that are read; the others, the description above all, are passed over. Lower case. */
const wanted = new Set(['name', 'version', 'license', 'license-expression', 'classifier']);
const maxHeaderLines = 1_000_000;
const maxValue = 16 * 1024;
const maxValues = 500;
const newline = 0x0a;
const carriageReturn = 0x0d;
const longestName = 40;

/** Fields of a distribution's metadata by lower-case name, in the order of the file. */
export type MetadataFields = ReadonlyMap<string, readonly string[]>;

/**
 * The header fields of core metadata (`METADATA`, `PKG-INFO`): e-mail headers (RFC 822) with continuation lines, up to the
 * first line that is no header. What follows is the description. Source: PyPA "Core metadata specifications" 1.0 to 2.4.
 */
export function readMetadata(bytes: Buffer): MetadataFields {
  const fields = new Map<string, string[]>();
  let current: string[] | undefined;
  // Notepad's byte order mark before the first name.
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let line = 0; start < bytes.length && line < maxHeaderLines; line += 1) {
    const found = bytes.indexOf(newline, start);
    const next = found < 0 ? bytes.length : found;
    const end = next > start && bytes[next - 1] === carriageReturn ? next - 1 : next;
    if (end === start) break;
    if (isBlank(bytes[start])) {
      continueValue(current, bytes, start, end);
    } else {
      const colon = bytes.subarray(start, Math.min(end, start + longestName)).indexOf(':');
      if (colon < 0 && !isLongHeader(bytes, start, end)) break;
      if (colon >= 0) current = startValue(fields, bytes, start, start + colon, end);
    }
    start = next + 1;
  }
  return fields;
}

/** A header with a name too long to be one that is read. */
function isLongHeader(bytes: Buffer, start: number, end: number): boolean {
  return bytes.subarray(start, Math.min(end, start + 1024)).includes(':') && bytes[start] !== 0x3a;
}

function startValue(
  fields: Map<string, string[]>,
  bytes: Buffer,
  start: number,
  colon: number,
  end: number,
): string[] | undefined {
  const name = bytes.toString('latin1', start, colon).toLowerCase();
  if (!wanted.has(name)) return undefined;
  const values = fields.get(name) ?? [];
  fields.set(name, values);
  if (values.length >= maxValues) return undefined;
  values.push(text(bytes, colon + 1, end).trim());
  return values;
}

/** Continuation lines keep their line break: only a licence can have several lines. */
function continueValue(values: string[] | undefined, bytes: Buffer, start: number, end: number): void {
  const last = values?.at(-1);
  if (values === undefined || last === undefined || last.length > maxValue) return;
  values[values.length - 1] = `${last}\n${text(bytes, start, end).trim()}`;
}

/** Metadata are UTF-8; those of old tools are in the encoding of the packager, most often Latin-1. */
function text(bytes: Buffer, start: number, end: number): string {
  const part = bytes.subarray(start, Math.min(end, start + maxValue));
  return isUtf8(part) || end - start > maxValue ? part.toString('utf8') : part.toString('latin1');
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}
