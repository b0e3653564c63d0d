/** A name and value of ours on a component or a document: `seawall:layer:index`. Names may stand several times. */
export interface Property {
  name: string;
  value: string;
}

type PropertyValue = string | number | boolean | undefined | readonly string[];

/** Properties in the order given, without those that are undefined; a list becomes one property for each element. */
export function properties(values: Record<string, PropertyValue>): Property[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return typeof value === 'object' ? value.map((each) => ({ name, value: each })) : [{ name, value: String(value) }];
  });
}
