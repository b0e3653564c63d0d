import { readFileSync } from 'node:fs';
import { bufferAccess, openZip } from '#kit/zip';

/** One fixed version of one package as an AlmaLinux notice has it. */
export interface NaiveFix {
  /** The CVEs of the notice, else the notice itself. */
  ids: string[];
  fixed: string;
  /** The streams that the notice is about when the package is built from a module; absent: it is not. */
  streams?: string[];
}

interface Notice {
  id: string;
  summary: string;
  related?: string[];
  affected: {
    package: { ecosystem: string; name: string };
    ranges: { events: { introduced?: string; fixed?: string }[] }[];
  }[];
}

/** The fixes of every security notice, by release and name (`8 kernel`), without any of the code that imports them. */
export function readAlmaNaively(path: string): Map<string, NaiveFix[]> {
  const found = new Map<string, NaiveFix[]>();
  const zip = openZip(bufferAccess(readFileSync(path)));
  for (const entry of zip.entries) {
    if (!entry.name.endsWith('.json')) continue;
    const notice = JSON.parse(zip.read(entry).toString('utf8')) as Notice;
    const cves = (notice.related ?? []).filter((id) => id.startsWith('CVE-'));
    // Bug fixes and enhancements come in the same form.
    if (cves.length === 0 && !notice.id.startsWith('ALSA-')) continue;
    const ids = cves.length === 0 ? [notice.id] : [...new Set(cves)];
    for (const { package: item, ranges } of notice.affected) {
      const key = `${item.ecosystem.split(':')[1]} ${item.name}`;
      const fixes = found.get(key) ?? [];
      for (const { fixed } of ranges.flatMap(({ events }) => events)) {
        if (fixed === undefined) continue;
        fixes.push({ ids, fixed, ...(fixed.includes('.module') && { streams: streamsOf(notice.summary) }) });
      }
      found.set(key, fixes);
    }
  }
  return found;
}

/** `Moderate: pki-core:10.6 and pki-deps:10.6 security update`, `httpd:2.4/mod_http2`: the words with a colon inside. */
function streamsOf(summary: string): string[] {
  return summary
    .split(' ')
    .map((word) => word.replace(/[,/].*$/, ''))
    .filter((word) => word.indexOf(':') > 0 && !word.endsWith(':'));
}
