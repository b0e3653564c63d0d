import { SeawallError } from '#model';
import { childOf, type XmlElement, xmlRecords } from '../feeds/xml-records.ts';

/** A name of one file, never a path. */
const plainName = /^\w[\w.-]{0,199}$/;
/** Names with slashes between them: no `..`, nothing that a server could take for anything else. */
const plainPath = /^(?:\w[\w.-]{0,199}\/){0,12}\w[\w.-]{0,199}$/;

type Read = (path: string) => Promise<string>;

/** The name of a file that is all that a small one holds. @throws SeawallError when it holds anything else */
export async function fileNameIn(read: Read, path: string): Promise<string> {
  const name = (await read(path)).trim();
  if (!plainName.test(name)) throw refused(`${path} does not hold the name of a file`);
  return name;
}

/**
 * The path of the notices of a repository of Amazon Linux: a list of mirrors names the repository, and its index the file.
 * Of a mirror only the path counts, so that the host stays the one that the user knows of.
 * Source: createrepo_c's repomd.xml
 */
export async function latestUpdateinfo(read: Read, mirrors: string): Promise<string> {
  const [first = ''] = (await read(mirrors)).trim().split('\n');
  const repository = URL.canParse(first) ? new URL(first).pathname.replaceAll(/^\/|\/$/g, '') : '';
  if (!plainPath.test(repository)) throw refused(`${mirrors} does not hold the address of a repository`);
  const index = `/${repository}/repodata/repomd.xml`;
  for await (const data of xmlRecords(once(await read(index)), 'repomd', new Set(['data']))) {
    if (data.attributes['type'] === 'updateinfo') return `${repository}/${locationOf(data, index)}`;
  }
  throw refused(`${index} names no file of notices`);
}

function locationOf(data: XmlElement, index: string): string {
  const href = childOf(data, 'location')?.attributes['href'] ?? '';
  if (!plainPath.test(href)) throw refused(`${index} names its file of notices in a way that is not read`);
  return href;
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

function refused(what: string): SeawallError {
  return new SeawallError('update-refused', 'no-verdict', what);
}
