import { languageAnalysers } from '#catalog';
import { checkFacts } from './check-facts.ts';

/** Runs one analyser as if the bytes were the file at that path, and checks what comes out. */
export function runLanguageAnalyser(id: string, path: string, bytes: Buffer): void {
  const analyser = languageAnalysers.find((candidate) => candidate.id === id);
  if (analyser === undefined) throw new Error(`no analyser ${id}`);
  const facts = analyser.analyse({ path, bytes });
  checkFacts(facts);
  for (const { name, path: way, purl } of facts?.packages ?? []) {
    if (!purl.startsWith('pkg:')) throw new Error(`no purl: ${purl}`);
    if (way !== undefined && !way.at(-1)?.startsWith(`${name}@`)) throw new Error(`the way to ${name} leads elsewhere`);
  }
}
