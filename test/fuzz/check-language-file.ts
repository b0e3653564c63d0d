import { parsePurl } from '#model';
import { checkFacts } from './check-facts.ts';
import { readLanguageFile } from './read-language-file.ts';

const control = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const hash = /^(?:sha1:[0-9a-f]{40}|sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** Throws when the analyser of that id throws, or gives what must never come out of it, whatever the bytes are. */
export function checkLanguageFile(id: string, path: string, bytes: Buffer): void {
  const facts = readLanguageFile(id, path, bytes);
  checkFacts(facts);
  const packages = facts?.packages ?? [];
  const purls = new Set(packages.map(({ purl }) => purl));
  for (const item of packages) {
    const wrong = [
      parsePurl(item.purl)?.version !== item.version && 'purl',
      item.scope === undefined && 'scope',
      item.dependsOn?.some((purl) => !purls.has(purl)) === true && 'edge',
      item.path !== undefined && item.path.at(-1) !== `${item.name}@${item.version}` && 'path',
      item.direct === true && item.path !== undefined && item.path.length !== 1 && 'direct',
      item.licences.some((licence) => licence.length > 201 || control.test(licence)) && 'licence',
      item.hashes?.every((text) => hash.test(text)) === false && 'hash',
    ].filter((text) => text !== false);
    if (wrong.length > 0) throw new Error(`wrong ${wrong.join(', ')}: ${JSON.stringify(item)}`);
  }
}
