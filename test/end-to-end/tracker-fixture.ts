import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seawall } from './seawall.ts';

type Release = 'bullseye' | 'bookworm' | 'trixie';

/** What the fixture says of one CVE of one source package in one release. */
interface Entry {
  source: string;
  cve: string;
  release: Release;
  status: 'open' | 'resolved' | 'undetermined';
  fixed?: string;
  urgency?: string;
  nodsa?: string;
}

/** Verdicts about source packages that every minimal Debian has; made up, in the tracker's own form. */
const entries: readonly Entry[] = (['bullseye', 'bookworm', 'trixie'] as const).flatMap((release): Entry[] => [
  { source: 'openssl', cve: 'CVE-2099-0001', release, status: 'open' },
  { source: 'openssl', cve: 'CVE-2099-0002', release, status: 'resolved', fixed: '0' },
  { source: 'openssl', cve: 'CVE-2099-0003', release, status: 'resolved', fixed: '99:1.0-1', urgency: 'high' },
  { source: 'openssl', cve: 'CVE-2099-0004', release, status: 'resolved', fixed: '0.9.8-1' },
  { source: 'util-linux', cve: 'CVE-2099-0005', release, status: 'open', urgency: 'unimportant' },
  { source: 'util-linux', cve: 'CVE-2099-0006', release, status: 'open', nodsa: 'Minor issue' },
  { source: 'bash', cve: 'CVE-2099-0007', release, status: 'undetermined' },
  { source: 'no-such-source', cve: 'CVE-2099-0008', release, status: 'open' },
]);

/** Makes a data directory with the fixture imported. */
export async function trackerDatabase(): Promise<string> {
  const tracker: Record<string, Record<string, { description: string; releases: Record<string, object> }>> = {};
  for (const { source, cve, release, status, fixed, urgency = 'not yet assigned', nodsa } of entries) {
    const record = ((tracker[source] ??= {})[cve] ??= { description: `made up: ${cve}`, releases: {} });
    record.releases[release] = {
      status,
      urgency,
      ...(fixed !== undefined && { fixed_version: fixed }),
      ...(nodsa !== undefined && { nodsa, nodsa_reason: '' }),
    };
  }
  const folder = mkdtempSync(join(tmpdir(), 'seawall-data-'));
  const file = join(folder, 'tracker.json');
  writeFileSync(file, JSON.stringify(tracker));
  const { code, stderr } = await seawall(['db', 'import', file, '--data-dir', folder]);
  if (code !== 0) throw new Error(`db import ended with ${code}: ${stderr}`);
  return folder;
}
