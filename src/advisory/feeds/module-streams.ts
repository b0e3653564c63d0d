import type { VersionRange } from '../advisory-row.ts';

/**
 * The module streams that an rpm advisory is for, `name:stream`, from its title (`Important: nodejs:14 security update`);
 * undefined when its packages are not of a module, `unnamed` when they are and the title does not tell.
 * OSV records carry no modularity label, and streams must never be compared with each other.
 */
export function moduleStreams(title: string, ranges: readonly VersionRange[]): string[] | 'unnamed' | undefined {
  if (!ranges.some(({ fixed }) => fixed !== undefined && /\.module[_+]/.test(fixed))) return undefined;
  const streams = title.match(/(?<![\w:.+-])[A-Za-z0-9_+-]{1,64}:[A-Za-z0-9._+-]{1,64}/g) ?? [];
  const named = streams.filter((stream) => !/^[A-Z]{4}-\d/.test(stream));
  return named.length > 0 ? named : 'unnamed';
}
