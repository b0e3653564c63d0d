import { SaxesParser } from 'saxes';
import { bufferReclaimer } from '#kit/stream';
import { SeawallError } from '#model';

/** An element with what is in it; names without their prefix. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** Text directly in it, trimmed; cut after 64 KiB. */
  text: string;
  children: XmlElement[];
}

const maxDepth = 64;
const maxElements = 500_000;
const maxRecordBytes = 64 * 1024 * 1024;
const maxText = 64 * 1024;
/** Elements take that much more room than their text, and nearly all of it is garbage soon. */
const treeFactor = 4;
/** A text, a comment or a tag is held by the parser until it ends. */
const maxPieceBytes = 8 * 1024 * 1024;

/**
 * Yields the wanted elements of a huge XML document one by one, so that only one is in memory; others are passed over.
 * A document type, and entities beyond XML's own five, are errors: nothing is ever expanded.
 * @throws SeawallError when it is no XML, has another root, is cut off, or something in it is too large or too deep
 */
export async function* xmlRecords(
  chunks: AsyncIterable<Buffer>,
  root: string,
  wanted: ReadonlySet<string>,
): AsyncGenerator<XmlElement> {
  const collector = new Collector(root, wanted);
  const decoder = new TextDecoder();
  const reclaim = bufferReclaimer('major');
  for await (const chunk of chunks) {
    yield* collector.push(decoder.decode(chunk, { stream: true }));
    reclaim(chunk.length * treeFactor);
  }
  yield* collector.push(decoder.decode());
  collector.finish();
}

/** Builds the trees of wanted elements. */
class Collector {
  private readonly parser = new SaxesParser();
  private readonly open: XmlElement[] = [];
  private ready: XmlElement[] = [];
  private depth = 0;
  private elements = 0;
  private recordBytes = 0;
  private pieceBytes = 0;

  constructor(root: string, wanted: ReadonlySet<string>) {
    const { parser } = this;
    // The parser's own table inherits from Object: `&constructor;` would find something.
    parser.ENTITIES = Object.assign(Object.create(null), { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" });
    parser.on('error', ({ message }) => {
      throw malformed(message.replace(/^\d+:\d+: /, '').slice(0, 120));
    });
    parser.on('doctype', () => {
      throw malformed('it declares a document type');
    });
    parser.on('opentag', ({ name, attributes }) => this.enter(root, wanted, localName(name), attributes));
    parser.on('closetag', () => this.leave());
    const addText = (text: string): void => {
      const element = this.open.at(-1);
      if (element !== undefined && element.text.length < maxText) element.text += text.slice(0, maxText);
    };
    parser.on('text', addText);
    parser.on('cdata', addText);
  }

  push(text: string): XmlElement[] {
    this.pieceBytes += text.length;
    this.recordBytes += text.length;
    this.parser.write(text);
    if (this.pieceBytes > maxPieceBytes) throw malformed(`nothing ends within ${maxPieceBytes} bytes`);
    if (this.open.length > 0 && this.recordBytes > maxRecordBytes) {
      throw malformed(`one ${this.open[0]?.name ?? ''} has more than ${maxRecordBytes} bytes`);
    }
    const { ready } = this;
    this.ready = [];
    return ready;
  }

  /** @throws SeawallError when an element was not closed */
  finish(): void {
    this.parser.close();
  }

  private enter(
    root: string,
    wanted: ReadonlySet<string>,
    name: string,
    attributes: Readonly<Record<string, string>>,
  ): void {
    this.pieceBytes = 0;
    if (this.depth === 0 && name !== root) throw malformed(`its root is no ${root}`);
    this.depth += 1;
    if (this.depth > maxDepth) throw malformed(`elements nested more than ${maxDepth} deep`);
    if (this.open.length === 0 && !wanted.has(name)) return;
    if (this.open.length === 0) this.elements = this.recordBytes = 0;
    this.elements += 1;
    if (this.elements > maxElements) throw malformed(`more than ${maxElements} elements in one record`);
    const element: XmlElement = { name, attributes, text: '', children: [] };
    this.open.at(-1)?.children.push(element);
    this.open.push(element);
  }

  private leave(): void {
    this.pieceBytes = 0;
    this.depth -= 1;
    const element = this.open.pop();
    if (element === undefined) return;
    element.text = element.text.trim();
    if (this.open.length === 0) this.ready.push(element);
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function malformed(detail: string): SeawallError {
  return new SeawallError('malformed-feed', 'usage', `not well-formed XML: ${detail}`);
}

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** All children of a name. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** A copy, for what is kept: a piece of a document's text keeps the whole chunk that it was read with in memory. */
export function ownText(text: string): string {
  return Buffer.from(text).toString();
}
