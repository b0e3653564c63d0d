import { headBytes } from '#kit/tar';
import type { AnyAnalyser } from './analyser.ts';

/** Answers, for all analysers at once, which of them want a path or a content. */
export class InterestTable {
  readonly #byPath = new Map<string, AnyAnalyser[]>();
  readonly #byName = new Map<string, AnyAnalyser[]>();
  readonly #byEnding = new Map<string, AnyAnalyser[]>();
  readonly #byFolder = new Map<string, AnyAnalyser[]>();
  /** By the first byte; most files are told apart by that. */
  readonly #byMagic = new Map<number, { magic: Buffer; analyser: AnyAnalyser }[]>();
  #lastFolder: string | undefined;
  #lastFolderAnalysers: readonly AnyAnalyser[] = [];

  constructor(analysers: readonly AnyAnalyser[]) {
    for (const analyser of analysers) {
      const { paths = [], names = [], endings = [], folders = [], magics = [] } = analyser.interest;
      for (const path of paths) add(this.#byPath, path, analyser);
      for (const name of names) add(this.#byName, name, analyser);
      for (const ending of endings) add(this.#byEnding, ending, analyser);
      for (const folder of folders) add(this.#byFolder, folder, analyser);
      for (const text of magics) this.#addMagic(Buffer.from(text, 'latin1'), analyser);
    }
  }

  /** Whether any analyser must see the first bytes of a file to know. */
  get readsContent(): boolean {
    return this.#byMagic.size > 0;
  }

  /** The analysers that want the file at this normal path, each once; the shared empty list when none does. */
  wanting(path: string): readonly AnyAnalyser[] {
    const slash = path.lastIndexOf('/');
    const name = slash < 0 ? path : path.slice(slash + 1);
    const dot = name.lastIndexOf('.');
    let wanted = joined(none, this.#byPath.get(path), path);
    wanted = joined(wanted, this.#byName.get(name), path);
    if (dot >= 0) wanted = joined(wanted, this.#byEnding.get(name.slice(dot)), path);
    if (dot >= 1) wanted = joined(wanted, this.#byEnding.get(twoPartEnding(name, dot)), path);
    return joined(wanted, this.#inFolder(slash < 0 ? '' : path.slice(0, slash)), path);
  }

  /** `named`, the analysers that want the path, and those that want a file that begins with these bytes. */
  wantingContent(path: string, head: Buffer, named: readonly AnyAnalyser[]): readonly AnyAnalyser[] {
    const candidates = this.#byMagic.get(head[0] ?? -1);
    if (candidates === undefined) return named;
    const matching = candidates.filter(({ magic }) => head.subarray(0, magic.length).equals(magic));
    return joined(
      named,
      matching.map(({ analyser }) => analyser),
      path,
    );
  }

  /** As `wantingContent`, for a file whose first bytes cannot be seen: whoever might want it. */
  wantingUnseen(path: string, named: readonly AnyAnalyser[]): readonly AnyAnalyser[] {
    const all = [...this.#byMagic.values()].flat();
    return joined(
      named,
      all.map(({ analyser }) => analyser),
      path,
    );
  }

  #addMagic(magic: Buffer, analyser: AnyAnalyser): void {
    const [first] = magic;
    if (first === undefined || magic.length > headBytes)
      throw new TypeError(`${analyser.id}: a magic has 1 to ${headBytes} bytes`);
    const present = this.#byMagic.get(first) ?? [];
    present.push({ magic, analyser });
    this.#byMagic.set(first, present);
  }

  /** Layers list a folder's files together, so the answer for the last folder is nearly always the one asked for. */
  #inFolder(folder: string): readonly AnyAnalyser[] {
    if (folder === this.#lastFolder) return this.#lastFolderAnalysers;
    const found: AnyAnalyser[] = [];
    for (let at = folder; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      found.push(...(this.#byFolder.get(at) ?? none));
    }
    this.#lastFolder = folder;
    this.#lastFolderAnalysers = found;
    return found;
  }
}

/** `.deps.json` of `shop.deps.json`; the empty text, which nobody wants, where there is one dot only. */
function twoPartEnding(name: string, lastDot: number): string {
  const dot = name.lastIndexOf('.', lastDot - 1);
  return dot < 0 ? '' : name.slice(dot);
}

const none: readonly AnyAnalyser[] = [];

function add(table: Map<string, AnyAnalyser[]>, key: string, analyser: AnyAnalyser): void {
  const present = table.get(key);
  if (present === undefined) table.set(key, [analyser]);
  else present.push(analyser);
}

/** `wanted` with those of `more` that accept the path, each once. */
function joined(
  wanted: readonly AnyAnalyser[],
  more: readonly AnyAnalyser[] | undefined,
  path: string,
): readonly AnyAnalyser[] {
  if (more === undefined) return wanted;
  let all = wanted;
  for (const analyser of more) {
    if (!all.includes(analyser) && analyser.interest.accept?.(path) !== false) all = [...all, analyser];
  }
  return all;
}
