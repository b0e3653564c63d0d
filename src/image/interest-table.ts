import type { Analyser } from './analyser.ts';

/** Answers, for all analysers at once, which of them want a path. */
export class InterestTable {
  readonly #byPath = new Map<string, Analyser[]>();
  readonly #byName = new Map<string, Analyser[]>();
  readonly #byEnding = new Map<string, Analyser[]>();
  readonly #byFolder = new Map<string, Analyser[]>();
  #lastFolder: string | undefined;
  #lastFolderAnalysers: readonly Analyser[] = [];

  constructor(analysers: readonly Analyser[]) {
    for (const analyser of analysers) {
      const { paths = [], names = [], endings = [], folders = [] } = analyser.interest;
      for (const path of paths) add(this.#byPath, path, analyser);
      for (const name of names) add(this.#byName, name, analyser);
      for (const ending of endings) add(this.#byEnding, ending, analyser);
      for (const folder of folders) add(this.#byFolder, folder, analyser);
    }
  }

  /** The analysers that want the file at this normal path, each once; the shared empty list when none does. */
  wanting(path: string): readonly Analyser[] {
    const slash = path.lastIndexOf('/');
    const name = slash < 0 ? path : path.slice(slash + 1);
    const dot = name.lastIndexOf('.');
    const found = [
      this.#byPath.get(path),
      this.#byName.get(name),
      dot < 0 ? undefined : this.#byEnding.get(name.slice(dot)),
      this.#inFolder(slash < 0 ? '' : path.slice(0, slash)),
    ];
    let wanted: Analyser[] | undefined;
    for (const analysers of found) {
      for (const analyser of analysers ?? none) {
        if (wanted?.includes(analyser) !== true && analyser.interest.accept?.(path) !== false)
          (wanted ??= []).push(analyser);
      }
    }
    return wanted ?? none;
  }

  /** Layers list a folder's files together, so the answer for the last folder is nearly always the one asked for. */
  #inFolder(folder: string): readonly Analyser[] {
    if (folder === this.#lastFolder) return this.#lastFolderAnalysers;
    const found: Analyser[] = [];
    for (let at = folder; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      found.push(...(this.#byFolder.get(at) ?? none));
    }
    this.#lastFolder = folder;
    this.#lastFolderAnalysers = found;
    return found;
  }
}

const none: readonly Analyser[] = [];

function add(table: Map<string, Analyser[]>, key: string, analyser: Analyser): void {
  const present = table.get(key);
  if (present === undefined) table.set(key, [analyser]);
  else present.push(analyser);
}
