import type { RangedPackage } from '#model';
import { unqualifiedPurl } from './unqualified-purl.ts';

/**
 * Packages that a bill of materials in the image claims, beside those that were found. What was found too is one package in
 * one more place, and nothing else that the claim says of it counts: whoever built the image wrote it, and may only add.
 */
export function joinClaimed(found: readonly RangedPackage[], claimed: readonly RangedPackage[]): RangedPackage[] {
  const installed = new Map<string, RangedPackage>();
  for (const item of found) if (item.scope === 'installed') installed.set(unqualifiedPurl(item), item);
  const others: RangedPackage[] = [];
  for (const item of claimed) {
    const twin = installed.get(unqualifiedPurl(item));
    if (twin === undefined) others.push(item);
    else twin.locations.push(...item.locations);
  }
  return [...found, ...others];
}
