import type { Exception } from './exception.ts';
import { seawallExceptions } from './seawall-yaml.ts';
import { trivyExceptions, trivyLists } from './trivy-ignore-yaml.ts';
import { parseYaml } from './yaml-entry.ts';

/** Reads an ignore file in YAML: our own list is `ignore`, Trivy's lists have other names. @throws SeawallError (usage) with file and line */
export function parseYamlIgnoreFile(file: string, text: string): Exception[] {
  const root = parseYaml(file, text);
  if (root.isEmpty) return [];
  const fields = root.fields(['ignore', ...trivyLists]);
  return [...fields].flatMap(([name, list]) =>
    name === 'ignore' ? seawallExceptions(list) : trivyExceptions(name, list),
  );
}
