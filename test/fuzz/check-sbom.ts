import { readSbom } from '#catalog';
import { parsePurl, SeawallError } from '#model';

const control = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const word = /^[!-~]+$/;

/** Reads a document and throws when there comes out what must never come out, whatever the bytes were. */
export function checkSbom(bytes: Buffer): void {
  let sbom: ReturnType<typeof readSbom>;
  try {
    sbom = readSbom(bytes, 'fuzzed');
  } catch (error) {
    if (!(error instanceof SeawallError) || error.kind !== 'usage') throw error;
    if (control.test(error.message) || error.message.length > 500)
      throw new Error(`not a line: ${JSON.stringify(error.message)}`);
    return;
  }
  const { packages } = sbom;
  const purls = new Set(packages.map((item) => item.purl));
  for (const item of packages) {
    if (!word.test(item.purl) || parsePurl(item.purl) === undefined)
      throw new Error(`not a purl: ${JSON.stringify(item.purl)}`);
    const stranger = item.dependsOn?.find((purl) => !purls.has(purl));
    if (stranger !== undefined) throw new Error(`an edge to nowhere: ${stranger}`);
    for (const { path, layer } of item.locations) {
      if (path === '') throw new Error('a place without a path');
      if (layer !== undefined && !Number.isInteger(layer.index)) throw new Error('a layer without a number');
    }
  }
  const bad = textsOf(sbom).find((text) => control.test(text) || text.length > 10_000);
  if (bad !== undefined) throw new Error(`not a line of text: ${JSON.stringify(bad)}`);
  if (JSON.stringify(JSON.parse(JSON.stringify(sbom))) !== JSON.stringify(sbom)) throw new Error('not plain JSON');
}

/** Every text in a value, keys too; instructions of a Dockerfile alone may have several lines. */
function textsOf(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return [name === 'createdBy' ? value.replaceAll(/[\t\n\r]/g, ' ') : value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsOf(inner, key)]);
}
