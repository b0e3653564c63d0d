import { fingerprint, type DataSource, type Finding } from '#model';

const ruleId = 'outdated-data';
const dayMilliseconds = 86_400_000;

/**
 * A finding where the verdict rests on data that was imported more than `mostDays` ago: what was published since is missing.
 * Without a limit no age is one. The newest record is no measure of that, since quiet distributions have none for months.
 * Starter data is never a verdict.
 * Source: requirement M-022.
 */
export function outdatedData(sources: readonly DataSource[], mostDays: number | undefined, now: Date): Finding[] {
  if (mostDays === undefined) return [];
  const daysOf = ({ imported }: DataSource) => (now.getTime() - Date.parse(imported)) / dayMilliseconds;
  const old = sources.filter((source) => !source.starter && !(daysOf(source) <= mostDays));
  const [oldest] = old.toSorted((a, b) => (a.imported < b.imported ? -1 : 1));
  if (oldest === undefined) return [];
  const { shard, source, imported } = oldest;
  const others = old.length === 1 ? '' : ` and is the oldest of ${old.length}`;
  return [
    {
      id: fingerprint({ kind: 'config', ruleId, path: '' }),
      kind: 'config',
      ruleId,
      aliases: [],
      title: `The vulnerability data is more than ${counted(mostDays)} old`,
      severity: { level: 'high', source: 'seawall' },
      status: 'affected',
      why: `${shard} from ${source} was imported on ${imported.slice(0, 10)}${others}: run \`seawall db update\``,
      evidence: { source, range: `imported more than ${counted(mostDays)} before the scan` },
      references: [],
    },
  ];
}

function counted(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
