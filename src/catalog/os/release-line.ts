import type { Distribution } from '#model';
import { quoted } from '../problem-list.ts';

/** Beginnings of the first line of `etc/*-release` files, longest first where one begins another. */
const families: readonly (readonly [prefix: string, id: string])[] = [
  ['red hat enterprise linux', 'rhel'],
  ['centos', 'centos'],
  ['rocky linux', 'rocky'],
  ['almalinux', 'almalinux'],
  ['oracle linux', 'ol'],
  ['amazon linux', 'amzn'],
  ['fedora', 'fedora'],
  ['scientific linux', 'scientific'],
  ['cloudlinux', 'cloudlinux'],
  ['virtuozzo', 'virtuozzo'],
  ['vmware photon', 'photon'],
  ['suse linux enterprise server', 'sles'],
  ['suse linux enterprise desktop', 'sled'],
  ['opensuse', 'opensuse'],
];

/**
 * The distribution in the first line of `etc/redhat-release` and its kin: `CentOS release 6.10 (Final)`,
 * `Oracle Linux Server release 7.9`, `SUSE Linux Enterprise Server 11 (x86_64)` with `PATCHLEVEL = 4` below.
 */
export function releaseLine(text: string): Distribution | undefined {
  const line = text.slice(0, 1000).trimStart().split('\n', 1)[0]?.trim() ?? '';
  const lower = line.toLowerCase();
  const [, id] = families.find(([prefix]) => lower.startsWith(prefix)) ?? [];
  if (id === undefined) return undefined;
  const [, version] = /(?:^|[ -])v?(\d{1,8}(?:\.\d{1,8}){0,3})(?= |$)/.exec(lower) ?? [];
  const [, patchLevel] = /^PATCHLEVEL *= *(\d{1,3})\s*$/m.exec(text.slice(0, 1000)) ?? [];
  const versionId =
    version !== undefined && patchLevel !== undefined && patchLevel !== '0' ? `${version}.${patchLevel}` : version;
  return { id, ...(versionId === undefined ? {} : { versionId }), name: quoted(line, 200) };
}

/**
 * The release in `etc/debian_version`: `12.4`, or `trixie/sid` on testing and unstable, which cannot be told apart.
 * The version is cut to what os-release would say: only its first number since Debian 4.
 */
export function debianVersion(text: string): Distribution | undefined {
  const line = text.slice(0, 200).trim().toLowerCase();
  const [, number] = /^(\d{1,3})(?:\.\d{1,3}){0,2}$/.exec(line) ?? [];
  if (number !== undefined) return { id: 'debian', versionId: number };
  const [, codename] = /^([a-z]{2,40})\/sid$/.exec(line) ?? [];
  return codename === undefined ? undefined : { id: 'debian', codename };
}
