import type { DataSource, NotChecked } from '#model';

/** Feeds of quiet distributions go some days without a new record. */
const graceMilliseconds = 14 * 86_400_000;

/**
 * Shards whose newest record is older than the image: what was found in between is missing from the verdict.
 * Sources without dated records are taken to reach to the time of their import. Starter data is left out: nothing that
 * rests on it alone counts as checked anyway.
 * @param asked packages matched against each shard
 * Source: contract, "Never a false clean".
 */
export function staleData(
  sources: readonly DataSource[],
  created: string | undefined,
  asked: ReadonlyMap<string, number>,
): NotChecked[] {
  const made = Date.parse(created ?? '');
  if (Number.isNaN(made)) return [];
  const found: NotChecked[] = [];
  const imported = sources.filter(({ starter }) => !starter);
  for (const [shard, group] of Map.groupBy(imported, (source) => source.shard)) {
    const end = Math.max(...group.map((source) => Date.parse(source.newest ?? source.imported)));
    if (!(end + graceMilliseconds < made)) continue;
    const why = `its data ends on ${day(end)}, and the image was made on ${day(made)}`;
    found.push({ what: `packages of ${shard} against newer data`, why, count: asked.get(shard) ?? 0 });
  }
  return found;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
