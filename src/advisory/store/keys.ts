/** Keys of lines in a shard: rows of a package, a record that rows point to, what is known about a CVE. */
export const keyOf = {
  package: (name: string): string => `p:${name}`,
  advisory: (id: string): string => `a:${id}`,
  detail: (cve: string): string => `d:${cve}`,
  lifecycle: (kind: 'release' | 'package', distribution: string): string => `l:${kind}:${distribution}`,
};

/** The shard of details about a CVE, by its year; undefined for what is no CVE id. */
export function detailShardOf(cve: string): string | undefined {
  const year = /^CVE-(\d{4})-\d{1,19}$/.exec(cve)?.[1];
  return year === undefined ? undefined : `cve:${year}`;
}

/** The shard of when releases and packages end. */
export const lifecycleShard = 'lifecycle';

/** True for shards of details, which are not data about packages. */
export function isDetailShard(shard: string): boolean {
  return /^cve:\d{4}$/.test(shard);
}
