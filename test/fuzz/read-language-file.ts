import { languageAnalysers, sbomAnalysers, type CatalogFacts } from '#catalog';
import { bufferAccess } from '#kit/stream';

/** What one analyser tells of bytes as if they were the file at that path. */
export function readLanguageFile(id: string, path: string, bytes: Buffer): CatalogFacts | undefined {
  const analyser = [...languageAnalysers, ...sbomAnalysers].find((one) => one.id === id);
  if (analyser === undefined) throw new Error(`no analyser ${id}`);
  return analyser.randomAccess === true
    ? analyser.analyse({ path, content: bufferAccess(bytes) })
    : analyser.analyse({ path, bytes });
}
