import { createHash } from 'node:crypto';
import type { FileFacts, ImageLayer, LayerRecord, LayerTree } from '#image';
import type { CatalogFacts } from '#catalog';
import type { Problem } from '#model';
import { analyserKey, analysers } from './analysers.ts';

/** One layer with everything that the merge needs. */
export interface LayerFacts {
  layer: ImageLayer;
  tree: LayerTree;
  facts: CatalogFileFacts[];
  problems: Problem[];
  /** Set when another source of the same bytes could tell more: see `LayerRecord.unreadLinks`. */
  unreadLinks?: number;
}

/** A file's facts in the shape that every analyser of a scan gives them. */
export interface CatalogFileFacts extends FileFacts {
  facts?: CatalogFacts;
}

/**
 * Under what the facts of a layer are cached, in one piece: they are of use only when all analysers are what they were. The
 * number is raised when a cap of the walk changes, or the form in which they are kept.
 */
export const factsKey = `facts@3 ${createHash('sha256').update(analysers.map(analyserKey).join(' ')).digest('hex').slice(0, 32)}`;

/** What is kept of a layer. */
interface KeptFacts extends Omit<LayerTree, 'entries'> {
  facts: CatalogFileFacts[];
  problems: Problem[];
}

/** The text under which a layer's facts are kept. The list of entries is long, and as it stands it needs no parsing. */
export function encodeFacts({ facts, problems, tree: { entries, ...removed } }: LayerRecord): string {
  return `${JSON.stringify({ facts, problems, ...removed })}\n${entries}`;
}

export function decodeFacts(layer: ImageLayer, stored: string): LayerFacts {
  const end = stored.indexOf('\n');
  const { facts, problems, ...removed } = JSON.parse(stored.slice(0, end)) as KeptFacts;
  return { layer, tree: { ...removed, entries: stored.slice(end + 1) }, facts, problems };
}

/** A layer of which nothing is known, and why. */
export function unreadable(layer: ImageLayer, why: string): LayerFacts {
  const tree = { entries: '', whiteouts: [], opaque: [] };
  return { layer, tree, facts: [], problems: [{ where: '', what: `not read: ${why}`, fatal: true }] };
}
