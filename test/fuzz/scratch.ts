import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A file that holds the number and the bytes of the execution that is under way. */
export class Scratch {
  readonly #file: number;
  readonly #head = Buffer.alloc(8);

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  note(execution: number, input: Buffer): void {
    this.#head.writeUInt32LE(execution >>> 0, 0);
    this.#head.writeUInt32LE(input.length, 4);
    writeSync(this.#file, Buffer.concat([this.#head, input]), 0, input.length + 8, 0);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** What was noted last; undefined when nothing was. */
export function readScratch(path: string): { execution: number; input: Buffer } | undefined {
  const bytes = readFileSync(path);
  if (bytes.length < 8) return undefined;
  return { execution: bytes.readUInt32LE(0), input: bytes.subarray(8, 8 + bytes.readUInt32LE(4)) };
}
