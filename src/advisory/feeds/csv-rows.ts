import { SeawallError } from '#model';

const maxRow = 1024 * 1024;

/**
 * The rows of a CSV text, one by one. Source: RFC 4180; rows may also end in a line feed alone.
 * @throws SeawallError when a row is longer than 1 MiB or a quoted field does not end
 */
export async function* csvRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  const splitter = new RowSplitter();
  for await (const chunk of chunks) yield* splitter.push(decoder.decode(chunk, { stream: true }));
  yield* splitter.push(decoder.decode());
  yield* splitter.finish();
}

/** Cuts text at line ends outside quotes; a row is read when it is whole. */
class RowSplitter {
  private row = '';
  private quoted = false;

  *push(text: string): Generator<string[]> {
    let from = 0;
    for (const { index, 0: sign } of text.matchAll(/["\n]/g)) {
      if (sign === '"') {
        this.quoted = !this.quoted;
        continue;
      }
      if (this.quoted) continue;
      this.hold(text.slice(from, index));
      from = index + 1;
      if (this.row.trim() !== '') yield fieldsOf(this.row.replace(/\r$/, ''));
      this.row = '';
    }
    this.hold(text.slice(from));
  }

  *finish(): Generator<string[]> {
    if (this.quoted) throw new SeawallError('malformed-feed', 'usage', 'a quoted field of the CSV does not end');
    if (this.row.trim() !== '') yield fieldsOf(this.row.replace(/\r$/, ''));
  }

  private hold(part: string): void {
    this.row += part;
    if (this.row.length > maxRow)
      throw new SeawallError('malformed-feed', 'usage', `a row longer than ${maxRow} bytes`);
  }
}

function fieldsOf(row: string): string[] {
  if (!row.includes('"')) return row.split(',');
  const fields: string[] = [];
  for (const [, quoted, plain = ''] of row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g))
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  return fields;
}
