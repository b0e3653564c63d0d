import type { Difference } from './difference.ts';
import type { Evidence } from './evidence.ts';

/** Why two tools may differ on an image, decided by facts that are looked up for each difference anew. */
export interface Rule {
  id: string;
  /** Who is right and why, in one sentence. */
  title: string;
  /** @returns the facts that make the rule hold for this very difference; undefined when they do not */
  applies(difference: Difference, evidence: Evidence): string | undefined;
}
