const chunkLength = 64 * 1024;

/** Joins small pieces of text into chunks of about 64 Ki characters, so that a writer is not called per line. */
export function* chunked(pieces: Iterable<string>): Generator<string> {
  let buffered: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    buffered.push(piece);
    length += piece.length;
    if (length < chunkLength) continue;
    yield buffered.join('');
    buffered = [];
    length = 0;
  }
  if (length > 0) yield buffered.join('');
}
