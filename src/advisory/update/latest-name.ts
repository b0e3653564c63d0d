import type { HttpClient } from '#kit/http';
import { SeawallError } from '#model';
import { addressOf } from './download.ts';
import type { UpdateUnit } from './upstreams.ts';

/** A name of one file, never a path. */
const fileName = /^\w[\w.-]{0,199}$/;

/**
 * The unit with the name that its upstream gives to the newest file, out of the small file that says it.
 * @throws SeawallError when it cannot be had
 */
export async function withLatestName(
  unit: UpdateUnit,
  origin: URL,
  http: HttpClient,
  signal: AbortSignal,
): Promise<UpdateUnit> {
  const { latest } = unit.upstream;
  if (latest === undefined) return unit;
  const url = new URL(origin);
  url.pathname = url.pathname.replace(/\/$/, '') + latest;
  const refused = (what: string) => new SeawallError('update-refused', 'no-verdict', `${addressOf(url)}: ${what}`);
  const response = await http.request({ url, signal });
  if (response.status !== 200) {
    response.discard();
    throw refused(`the server answered HTTP ${response.status}`);
  }
  const name = (await response.text(4096)).trim();
  if (!fileName.test(name)) throw refused('does not hold the name of a file');
  return { ...unit, paths: unit.paths.map((path) => path.replace('{latest}', name)) };
}
