import { languageAnalysers, type CatalogFacts } from '#catalog';
import { checkFacts } from './check-facts.ts';

/** Runs one language analyser over hostile bytes and throws when its facts hold what must never come out. */
export function checkLanguage(id: string, path: string, bytes: Buffer): CatalogFacts | undefined {
  const analyser = languageAnalysers.find((item) => item.id === id);
  if (analyser === undefined) throw new Error(`there is no analyser ${id}`);
  const facts = analyser.analyse({ path, bytes });
  checkFacts(facts);
  if (facts?.problems?.some(({ fatal }) => fatal) === true) throw new Error('a language file is never fatal');
  const properties = (facts?.packages ?? []).flatMap((pkg) => Object.values(pkg.properties ?? {}));
  const bad = properties.find((text) => /[^\P{Cc}\n]/u.test(text));
  if (bad !== undefined) throw new Error(`not text: ${JSON.stringify(bad)}`);
  return facts;
}
