import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { compareKeys } from './shard-file.ts';
import { numberedLine, readNumberedLine, textLines } from './text-lines.ts';

/** A record on its way into a shard: which source says it, and its JSON. */
export interface SourcedJson {
  key: string;
  source: number;
  json: string;
}

/** Characters of records that are sorted in memory at a time: some 20,000 of them, and 15 MB. */
const runLength = 6 * 1024 * 1024;
const writtenAtOnce = 256 * 1024;

/**
 * Records in the order of their keys; of one key, in that in which they came. Of a shard that is larger than memory should
 * be, sorted runs wait in temporary files `PATH.N`, which are removed at the end, and are merged.
 */
export function* sortRecords(
  records: Iterable<SourcedJson>,
  path: string,
  most: number = runLength,
): Generator<SourcedJson> {
  const files: string[] = [];
  let run: SourcedJson[] = [];
  let length = 0;
  try {
    for (const record of records) {
      run.push(record);
      length += record.key.length + record.json.length;
      if (length < most) continue;
      files.push(writeRun(`${path}.${files.length}`, run));
      run = [];
      length = 0;
    }
    run.sort(byKey);
    yield* files.length === 0 ? run : mergeRecords([...files.map(readRun), run]);
  } finally {
    for (const file of files) rmSync(file, { force: true });
  }
}

/** Sorted lists of records as one; of equal keys, the earlier list's come first. */
export function* mergeRecords(lists: readonly Iterable<SourcedJson>[]): Generator<SourcedJson> {
  let heads = lists.flatMap((list) => headOf(list[Symbol.iterator]()) ?? []);
  for (let [least] = heads; least !== undefined; [least] = heads) {
    for (const head of heads) if (byKey(head.record, least.record) < 0) least = head;
    yield least.record;
    const next = least.rest.next();
    if (next.done !== true) least.record = next.value;
    else heads = heads.filter((head) => head !== least);
  }
}

/** The first record of a list that is not read further yet; undefined when there is none. */
function headOf(rest: Iterator<SourcedJson>): { record: SourcedJson; rest: Iterator<SourcedJson> } | undefined {
  const first = rest.next();
  return first.done === true ? undefined : { record: first.value, rest };
}

function byKey(a: SourcedJson, b: SourcedJson): number {
  return compareKeys(a.key, b.key);
}

function writeRun(path: string, run: SourcedJson[]): string {
  // The sort is stable: of equal records, the one imported later stays behind the others.
  run.sort(byKey);
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    let text = '';
    for (const { key, source, json } of run) {
      text += numberedLine(key, source, json);
      if (text.length < writtenAtOnce) continue;
      writeAll(descriptor, text);
      text = '';
    }
    writeAll(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
  return path;
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}

function* readRun(path: string): Generator<SourcedJson> {
  for (const line of textLines(path)) {
    const { key, number, json } = readNumberedLine(line);
    yield { key, source: number, json };
  }
}
