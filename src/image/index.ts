// Opens images and file systems, and streams their layers once, bounded, past the analysers.
// Holds the port `ImageSource`, the `Analyser` interface, digests, caps and the merged tree.
export * from './analyser.ts';
export * from './source.ts';
