import { existsSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  archiveSource,
  layoutSource,
  registrySource,
  type ImageSource,
  type OpenedImage,
  type OpenOptions,
} from '#image';
import { SeawallError } from '#model';
import { containerSource, dockerSource } from '#platform';
import { readHead } from './read-head.ts';

/** What is to be scanned: an image with layers, a root file system on disk, or a bill of materials. */
export type OpenedSubject = { image: OpenedImage } | { directory: string; reference: string } | { sbom: string };

/** Every prefix that stands for a source of images. */
const imageSources: readonly ImageSource[] = [
  dockerSource,
  containerSource,
  registrySource,
  archiveSource,
  layoutSource,
];

/** Where a name without prefix is looked for, in this order. */
const searchOrder: readonly ImageSource[] = [dockerSource, registrySource];

/** Prefixes of the contract that later versions bring, so that they are not taken for registry hosts. */
const laterPrefixes = ['podman', 'containerd'];

/**
 * Opens what the user named, `[PREFIX:]REFERENCE` as in docs/references.md.
 * @throws SeawallError naming what was tried
 */
export async function openSubject(reference: string, options: OpenOptions): Promise<OpenedSubject> {
  const prefix = /^([a-z]+):(?!\d+\/)/.exec(reference)?.[1];
  const rest = reference.slice((prefix?.length ?? -1) + 1);
  if (prefix === 'dir') return openDirectory(rest);
  if (prefix === 'sbom') return openSbom(rest);
  if (prefix !== undefined && laterPrefixes.includes(prefix)) {
    throw new SeawallError(
      'scan/prefix',
      'usage',
      `${prefix}: is not supported yet; save the image as an archive and use archive:FILE`,
    );
  }
  const source = imageSources.find((candidate) => candidate.prefix === prefix);
  if (source !== undefined) return openWith(source, rest, options);
  if (looksLikePath(reference)) return openPath(reference, options);
  return searchImage(reference, options);
}

async function openWith(source: ImageSource, reference: string, options: OpenOptions): Promise<OpenedSubject> {
  if (reference === '')
    throw new SeawallError('scan/reference', 'usage', `${source.prefix}: needs a reference after the colon`);
  const image = await source.open(reference, { ...options, required: true });
  if (image === undefined)
    throw new SeawallError('scan/not-found', 'usage', `${source.prefix}:${reference}: no such image there`);
  return { image };
}

function looksLikePath(reference: string): boolean {
  return (
    /^(?:\/|\.\.?\/)/.test(reference) || /^\.{1,2}$/.test(reference) || /\.(?:tar|tar\.gz|tgz|json)$/.test(reference)
  );
}

/** A path is told by its content: a layout folder, another folder (a root file system), a bill of materials, or an archive. */
async function openPath(path: string, options: OpenOptions): Promise<OpenedSubject> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new SeawallError('scan/not-found', 'usage', `${path}: no such file or folder`);
  if (stat.isFile() && beginsAsText(path)) return openSbom(path);
  if (!stat.isDirectory()) return openWith(archiveSource, path, options);
  return existsSync(join(path, 'index.json')) && existsSync(join(path, 'oci-layout'))
    ? openWith(layoutSource, path, options)
    : openDirectory(path);
}

function openDirectory(path: string): OpenedSubject {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new SeawallError('scan/not-found', 'usage', `${path}: no such folder`);
  if (!stat.isDirectory())
    throw new SeawallError('scan/not-a-folder', 'usage', `${path} is a file; use archive: for image archives`);
  return { directory: realpathSync(path), reference: path };
}

function openSbom(path: string): OpenedSubject {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new SeawallError('scan/not-found', 'usage', `sbom:${path}: no such file`);
  if (stat.isDirectory()) throw new SeawallError('scan/not-a-file', 'usage', `sbom:${path} is a folder`);
  return { sbom: path };
}

/** Whether a file begins as JSON or XML does: no archive, plain or compressed, has such a first byte. */
function beginsAsText(path: string): boolean {
  return /^(?:\uFEFF|\uFFFD\uFFFD)?[\s\0]*[{<]/.test(readHead(path, 64).toString('utf8'));
}

async function searchImage(reference: string, options: OpenOptions): Promise<OpenedSubject> {
  for (const source of searchOrder) {
    const image = await source.open(reference, options);
    if (image !== undefined) return { image };
  }
  const tried = searchOrder.map(({ prefix }) => prefix).join(', ');
  throw new SeawallError(
    'scan/not-found',
    'usage',
    `${reference}: no such image (tried ${tried}); a file or folder begins with ./ or /`,
  );
}
