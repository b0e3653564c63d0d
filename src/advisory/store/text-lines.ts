import { closeSync, openSync, readSync } from 'node:fs';

const newline = 0x0a;

/** The lines of a text file that ends with a line break, without it; holds a piece of the file and the line that is cut by it. */
export function* textLines(path: string, pieceBytes = 256 * 1024): Generator<string> {
  const descriptor = openSync(path, 'r');
  try {
    const piece = Buffer.allocUnsafe(pieceBytes);
    let begun: Buffer[] = [];
    for (let count = readSync(descriptor, piece); count > 0; count = readSync(descriptor, piece)) {
      const bytes = piece.subarray(0, count);
      let at = 0;
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, at)) {
        const rest = bytes.toString('utf8', at, end);
        yield begun.length === 0 ? rest : Buffer.concat([...begun, bytes.subarray(at, end)]).toString('utf8');
        begun = [];
        at = end + 1;
      }
      if (at < count) begun.push(Buffer.from(bytes.subarray(at)));
    }
  } finally {
    closeSync(descriptor);
  }
}

/** A line of the temporary files of an import: a key, a number, and JSON. Keys and JSON hold neither tabs nor line breaks. */
export function numberedLine(key: string, number: number, json: string): string {
  return `${key}\t${number}\t${json}\n`;
}

/** What `numberedLine` wrote, without the line break. */
export function readNumberedLine(line: string): { key: string; number: number; json: string } {
  const first = line.indexOf('\t');
  const second = line.indexOf('\t', first + 1);
  return { key: line.slice(0, first), number: Number(line.slice(first + 1, second)), json: line.slice(second + 1) };
}
