import { SeawallError } from '#model';
import type { AdvisoryRecord } from '../advisory-row.ts';
import { csvRows } from './csv-rows.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';

/**
 * Scores of the Exploit Prediction Scoring System: FIRST's daily file (`#model_version:…,score_date:…`, then
 * `cve,epss,percentile`), or a list of CVEs with a column `EPSS`, such as patchthisapp's, which also says in `Source` who
 * publishes exploits.
 * Source: https://www.first.org/epss/data_stats
 */
export const epss: Feed = {
  id: 'epss',
  title: 'EPSS',
  recognise: (head) =>
    /^(?:\uFEFF)?(?:#model_version:|cve,(?:[\w ]{1,40},){0,9}epss\s*[,\r\n])/i.test(head.toString('utf8', 0, 1024)),
  read,
};

interface Columns {
  cve: number;
  score: number;
  percentile: number;
  /** Who publishes exploits, in lists of what has some. */
  exploits: number;
}

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  let columns: Columns | undefined;
  let date: string | undefined;
  let row = 0;
  for await (const fields of csvRows(file.chunks)) {
    row++;
    if (row === 1 && fields[0]?.startsWith('#') === true) {
      date = fields
        .map((field) => /^score_date:(\d{4}-\d\d-\d\d)/.exec(field)?.[1])
        .find((found) => found !== undefined);
    } else if (columns === undefined) {
      columns = columnsOf(fields);
      // A list is kept beside the daily file, which knows more CVEs, and newer scores, but no exploits.
      sink.source(columns.exploits < 0 ? 'epss' : 'exploits', 'all');
    } else readScore(fields, columns, date, `row ${row}`, sink);
  }
  if (columns === undefined) throw new SeawallError('malformed-feed', 'usage', 'EPSS without the names of its columns');
}

function columnsOf(fields: readonly string[]): Columns {
  const names = fields.map((field) =>
    field
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  );
  const columns = {
    cve: names.indexOf('cve'),
    score: names.indexOf('epss'),
    percentile: names.indexOf('percentile'),
    exploits: names.indexOf('source'),
  };
  if (columns.cve < 0 || columns.score < 0)
    throw new SeawallError('malformed-feed', 'usage', 'EPSS without a column cve or epss');
  return columns;
}

function readScore(
  fields: readonly string[],
  columns: Columns,
  date: string | undefined,
  where: string,
  sink: FeedSink,
): void {
  const id = fields[columns.cve]?.trim() ?? '';
  const score = probability(fields[columns.score]);
  if (!/^CVE-\d{4}-\d{4,19}$/.test(id) || score === undefined) {
    sink.problem(where, 'no CVE or no score from 0 to 1');
    return;
  }
  const percentile = probability(fields[columns.percentile]);
  const exploits = publishersOf(fields[columns.exploits]);
  const record: AdvisoryRecord = {
    id,
    source: columns.exploits < 0 ? 'epss' : 'exploits',
    ...(exploits.length > 0 && { exploits }),
    epss: { score, ...(percentile !== undefined && { percentile }), ...(date !== undefined && { date }) },
  };
  sink.counted(date === undefined ? undefined : `${date}T00:00:00Z`);
  sink.detail(id, record);
}

/** Whose exploits are meant of `Metasploit/CISA`: CISA publishes none, it lists what is exploited, and has its own feed. */
function publishersOf(text = ''): string[] {
  const names = text.split('/').map((name) => name.trim());
  return [...new Set(names.filter((name) => /^\w[\w .-]{0,39}$/.test(name) && name !== 'CISA'))].slice(0, 10);
}

function probability(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*\d{1,3}(?:\.\d{1,20})?(?:[eE]-?\d{1,3})?\s*$/.test(text)) return undefined;
  const value = Number(text);
  return value <= 1 ? value : undefined;
}
