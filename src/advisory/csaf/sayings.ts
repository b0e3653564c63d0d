import { arrayOf, objectOf, textOf, textsOf, titleOf } from '../feeds/shape.ts';

type Fields = Record<string, unknown>;

/** Product ids of each group of a product tree. Source: CSAF 2.0, section 3.2.2.3. */
export function csafGroups(tree: Fields): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const item of arrayOf(tree['product_groups'])) {
    const fields = objectOf(item);
    const id = textOf(fields?.['group_id'], 1000);
    if (id !== undefined) found.set(id, textsOf(fields?.['product_ids']));
  }
  return found;
}

/** What a list (flags, threats, remediations) says in one field about products, by product id; the last one stands. */
export function csafSayings(
  list: unknown,
  field: string,
  groups: ReadonlyMap<string, readonly string[]>,
  counts: (item: Fields) => boolean,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const item of arrayOf(list)) {
    const fields = objectOf(item) ?? {};
    const text = titleOf(fields[field]);
    if (text === undefined || !counts(fields)) continue;
    const grouped = textsOf(fields['group_ids']).flatMap((id) => groups.get(id) ?? []);
    for (const id of [...textsOf(fields['product_ids']), ...grouped]) found.set(id, text);
  }
  return found;
}
