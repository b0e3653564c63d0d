// Opens images and file systems, and streams their layers once, bounded, past the analysers.
// Holds the port `ImageSource`, the `Analyser` interface, digests, caps and the merged tree.
export { isSystemManaged, recordedAlgorithms, type FileDigests, type FileFacts } from './analyse-file.ts';
export * from './analyser.ts';
export * from './choose-platform.ts';
export * from './describe-layers.ts';
export * from './digest.ts';
export * from './directory-walk.ts';
export * from './image-config.ts';
export * from './image-error.ts';
export { InterestTable } from './interest-table.ts';
export * from './layer-tree.ts';
export * from './layer-walk.ts';
export * from './limits.ts';
export * from './merged-tree.ts';
export * from './platform.ts';
export { type Artefact, openArtefact } from './registry/open-artefact.ts';
export { formatReference, parseReference } from './registry/reference.ts';
export * from './sources.ts';
export * from './resolve-image.ts';
export * from './source.ts';
export { refuseSystem } from './unsupported.ts';
