import { SeawallError } from '#model';

/** Bounds of a streamed object. */
export interface MemberLimits {
  /** Bytes of one member (default 64 MiB). */
  maxMemberBytes?: number;
}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const braces = { open: Buffer.from('{'), close: Buffer.from('}') };

/** One member of the outermost object. */
export interface JsonMember {
  key: string;
  value: unknown;
}

/**
 * Yields the members of one huge JSON object one by one, so that only one is in memory.
 * @throws SeawallError when the text is no object, is cut off, or a member is malformed or too large
 */
export async function* jsonMembers(
  chunks: AsyncIterable<Buffer>,
  limits: MemberLimits = {},
): AsyncGenerator<JsonMember> {
  const splitter = new MemberSplitter(limits.maxMemberBytes ?? 64 * 1024 * 1024);
  for await (const chunk of chunks) {
    for (const text of splitter.push(chunk)) yield parseMember(text);
  }
  splitter.finish();
}

function parseMember(text: string): JsonMember {
  let parsed: Record<string, unknown>;
  try {
    parsed = JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw malformed(`near ${JSON.stringify(text.slice(1, 41))}`, cause);
  }
  const [entry] = Object.entries(parsed);
  if (entry === undefined) throw malformed('empty member');
  return { key: entry[0], value: entry[1] };
}

/** Finds the commas and braces of depth one; JSON.parse judges what stands between them. */
class MemberSplitter {
  private readonly maxBytes: number;
  private readonly parts: Buffer[] = [];
  private held = 0;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private ended = false;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  *push(chunk: Buffer): Generator<string> {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.inString) {
        at = this.skipString(chunk, at);
        continue;
      }
      if (this.depth === 0) {
        this.outside(byte);
        from = at + 1;
        continue;
      }
      if (byte === quote) this.inString = true;
      else if (byte === openBrace || byte === openBracket) this.depth++;
      else if (byte === closeBrace || byte === closeBracket) {
        if (--this.depth === 0) {
          yield* this.take(chunk.subarray(from, at));
          this.ended = true;
          from = at + 1;
        }
      } else if (byte === comma && this.depth === 1) {
        yield* this.take(chunk.subarray(from, at));
        from = at + 1;
      }
    }
    if (this.depth > 0) this.hold(chunk.subarray(from));
  }

  /** @throws SeawallError when the object was not closed */
  finish(): void {
    if (!this.ended) throw malformed('it ends in the middle');
  }

  /** Index of the last byte of the string's part in this chunk. */
  private skipString(chunk: Buffer, from: number): number {
    let at = from;
    for (; at < chunk.length; at++) {
      if (this.escaped) this.escaped = false;
      else if (chunk[at] === backslash) this.escaped = true;
      else if (chunk[at] === quote) {
        this.inString = false;
        return at;
      }
    }
    return at;
  }

  private outside(byte: number): void {
    if (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)) return;
    if (byte !== openBrace || this.ended) throw malformed(this.ended ? 'text after its end' : 'not an object');
    this.depth = 1;
  }

  private hold(part: Buffer): void {
    this.held += part.length;
    if (this.held > this.maxBytes) throw malformed(`one member is larger than ${this.maxBytes} bytes`);
    if (part.length > 0) this.parts.push(Buffer.from(part));
  }

  private *take(last: Buffer): Generator<string> {
    this.hold(last);
    // Made an object of its own in bytes: putting braces around a string would copy megabytes once more.
    const text = Buffer.concat([braces.open, ...this.parts, braces.close], this.held + 2).toString('utf8');
    this.parts.length = 0;
    this.held = 0;
    if (!/^\{\s*\}$/.test(text)) yield text;
  }
}

function malformed(detail: string, cause?: unknown): SeawallError {
  return new SeawallError('malformed-feed', 'usage', `not well-formed JSON: ${detail}`, { cause });
}
