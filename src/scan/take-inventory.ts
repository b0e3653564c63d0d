import {
  defaultLimits,
  formatPlatform,
  MergedTree,
  namesThatMatter,
  walkDirectory,
  type ImageLayer,
  type OpenedImage,
  type OpenOptions,
} from '#image';
import type { Distribution, MaskedPackage, Problem, RangedPackage, Subject, SubjectLayer } from '#model';
import { analysers } from './analysers.ts';
import { openSubject } from './open-subject.ts';
import type { CatalogFileFacts, LayerFacts } from './layer-facts.ts';
import { layerReference } from './layer-reference.ts';
import { readLayers, type ReadOptions } from './read-layers.ts';
import { resolveDistribution } from './resolve-distribution.ts';
import { inventoryOfSbom } from './sbom-inventory.ts';
import { resolvePackages } from './resolve-packages.ts';
import { InventoryCache } from './inventory-cache.ts';
import { skipPaths } from './skip-paths.ts';

/** What a subject is made of, before anything is matched. */
export interface Inventory {
  subject: Subject;
  /** When the image was made, as its configuration says: UTC, RFC 3339. */
  created?: string;
  packages: RangedPackage[];
  masked: MaskedPackage[];
  /** Release branches from apk's repositories file, which beat os-release for matching; Red Hat's content sets. */
  repositories: string[];
  problems: Problem[];
  /** Names the layers, when all are proven to be what they were or are now: the same name, the same inventory. */
  provenAs?: string;
}

/** How a subject is opened and read. */
export interface InventoryOptions extends OpenOptions, ReadOptions {
  /** Globs of paths whose files are left out: `--skip-path`. */
  skipPaths?: readonly string[];
}

/**
 * Opens one subject and lists what it is made of.
 * @throws SeawallError when it cannot be opened; what cannot be read inside becomes a problem
 */
export async function takeInventory(reference: string, options: InventoryOptions): Promise<Inventory> {
  const opened = await openSubject(reference, options);
  const globs = options.skipPaths ?? [];
  if ('directory' in opened) return inventoryOfDirectory(opened.directory, opened.reference, options);
  if ('sbom' in opened) return inventoryOfSbom(opened.sbom);
  const { image } = opened;
  try {
    const known = options.cache && new InventoryCache<Resolved>(options.cache, image, globs);
    let resolved = await known?.find(image);
    let proven = resolved !== undefined;
    if (resolved === undefined) {
      const layers = await readLayers(image, options);
      resolved = resolve(layers, globs);
      proven = layers.every(({ unreadLinks }) => unreadLinks === undefined) && known?.keep(resolved) === true;
    }
    const { created } = image.config;
    return {
      ...finish(resolved, subjectOf(image)),
      ...(created !== undefined && { created }),
      ...(proven && known?.key !== undefined && { provenAs: known.key }),
    };
  } finally {
    await image.close();
  }
}

async function inventoryOfDirectory(
  directory: string,
  reference: string,
  { signal, skipPaths: globs = [] }: InventoryOptions,
): Promise<Inventory> {
  const record = await walkDirectory(directory, analysers, {
    limits: defaultLimits,
    signal,
    liveRoot: directory === '/',
  });
  const notes = record.skipped.map(({ path, why }) => `Skipped /${path}: ${why}.`);
  const layer = {
    layer: { index: -1 },
    tree: record.tree,
    facts: record.facts as CatalogFileFacts[],
    problems: record.problems,
  };
  return finish(resolve([layer], globs), { kind: 'dir', reference, layers: [], notes });
}

function subjectOf(image: OpenedImage): Subject {
  const { kind, reference, digest, configDigest, config, notes } = image;
  return {
    kind,
    reference,
    ...(digest !== undefined && { digest }),
    ...(configDigest !== undefined && { configDigest }),
    ...(config.platform !== undefined && { platform: formatPlatform(config.platform) }),
    layers: image.layers.map(subjectLayer),
    notes,
  };
}

function subjectLayer(layer: ImageLayer): SubjectLayer {
  const { mediaType, size } = layer;
  return {
    ...layerReference(layer),
    ...(mediaType !== undefined && { mediaType }),
    ...(size !== undefined && { size }),
  };
}

/** What the layers alone tell: everything but how they were reached. */
type Resolved = Omit<Inventory, 'subject' | 'created' | 'provenAs'> & { os?: Distribution; skipped: number };

/** Lays the layers over each other and resolves what only the whole can tell. */
function resolve(all: readonly LayerFacts[], globs: readonly string[]): Resolved {
  const { layers, skipped } = skipPaths(all, globs);
  const tree = mergeTrees(layers);
  const { distribution, repositories } = resolveDistribution(layers, tree);
  const { packages, masked } = resolvePackages(layers, tree, distribution);
  const problems = [...layers.flatMap((layer, at) => layerProblems(layer, at, tree)), ...unreadLinks(layers, tree)];
  if (tree.exhausted) {
    const what = 'its links are too tangled to resolve; the rest was not resolved';
    problems.push({ where: 'the merged tree', what, fatal: true });
  }
  return { packages, masked, repositories, problems, skipped, ...(distribution !== undefined && { os: distribution }) };
}

function finish({ os, skipped, ...resolved }: Resolved, subject: Subject): Inventory {
  if (skipped > 0) subject.notes.push(`--skip-path left out ${skipped} ${skipped === 1 ? 'file' : 'files'}.`);
  return { ...resolved, subject: os === undefined ? subject : { ...subject, os } };
}

/** The merged tree, as far as the files matter that analysers read or may ask for. */
function mergeTrees(layers: readonly LayerFacts[]): MergedTree {
  const trees = layers.map((layer) => layer.tree);
  const paths = [
    ...layers.flatMap(({ facts }) => facts.map(({ path }) => path)),
    ...analysers.flatMap(({ interest }) => interest.paths ?? []),
  ];
  const tree = new MergedTree(defaultLimits.links, namesThatMatter(trees, paths));
  for (const layer of trees) tree.add(layer);
  return tree;
}

function layerProblems({ layer, facts, problems }: LayerFacts, at: number, tree: MergedTree): Problem[] {
  const place = layer.index < 0 ? '' : `layer ${layer.index}`;
  const located = (where: string) => [place, where].filter((part) => part !== '').join(' ') || '/';
  const found: Problem[] = problems.map(({ where, ...rest }) => ({ where: located(where), ...rest }));
  for (const fact of facts) {
    // What a later layer covers is no longer part of the verdict, only of what is masked.
    const counts = tree.isVisible(at, fact.path);
    const decisive = counts && analysers.some(({ id, decisive: needed }) => id === fact.analyser && needed === true);
    if (fact.problem !== undefined) {
      found.push({ where: located(`/${fact.path}`), what: fact.problem, ...(decisive && { fatal: true }) });
    }
    for (const { where, what, fatal } of fact.facts?.problems ?? []) {
      found.push({ where: located(where), what, ...(fatal === true && counts && { fatal }) });
    }
  }
  return found;
}

/** A package database behind a link that leads to a file which was not read as one hides its packages: said, not ignored. */
function unreadLinks(layers: readonly LayerFacts[], tree: MergedTree): Problem[] {
  const read = new Set(layers.flatMap(({ facts }, at) => facts.map(({ path }) => tree.placeOf(at, path))));
  const problems: Problem[] = [];
  for (const { decisive, interest } of analysers) {
    if (decisive !== true) continue;
    for (const path of interest.paths ?? []) {
      const end = tree.follow(path);
      if (end?.type === 'file' && end.path !== path && !read.has(end.path)) {
        problems.push({
          where: `/${path}`,
          what: `is a link to /${end.path}, which was not read as a package database`,
          fatal: true,
        });
      }
    }
  }
  return problems;
}
