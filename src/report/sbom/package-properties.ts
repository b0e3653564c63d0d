import type { LayerReference, Location, Package, SubjectLayer } from '#model';
import { properties, type Property } from './properties.ts';

/** What a format has no field of its own for, so that it stands among the properties too. */
export interface Unsaid {
  /** Hashes as in `Package.hashes`, and licences as in `Package.licences`. */
  hashes?: readonly string[] | undefined;
  licences?: readonly string[] | undefined;
  /** Whether the paths of the locations are to be named. */
  paths: boolean;
}

/**
 * Everything about a package that bills of materials have no common field for. `#catalog` reads these names again:
 * a document of ours must give the package back whole.
 */
export function packageProperties(item: Package, unsaid: Unsaid): Property[] {
  const [first, ...others] = item.locations;
  return [
    ...properties({
      'seawall:package:type': item.type,
      'seawall:package:source-name': item.source?.name,
      'seawall:package:source-version': item.source?.version,
      'seawall:package:arch': item.arch,
      'seawall:package:scope': item.scope,
      'seawall:package:direct': item.direct,
      'seawall:package:dev': item.dev,
      'seawall:package:path': item.path,
      'seawall:package:base': item.base,
      'seawall:package:owned-by': item.ownedBy,
      'seawall:package:hash': unsaid.hashes,
      'seawall:package:licence': unsaid.licences,
      'seawall:package:found-by': first?.how,
      'seawall:package:found-at': unsaid.paths ? first?.path : undefined,
      ...layerProperties(first?.layer),
    }),
    ...others.flatMap((location, index) => furtherLocation(location, index + 1, unsaid.paths)),
    ...Object.entries(item.properties ?? {}).map(([name, value]) => ({ name: `seawall:fact:${name}`, value })),
  ];
}

function layerProperties(layer: LayerReference | undefined): Record<string, string | number | undefined> {
  if (layer === undefined) return {};
  return {
    'seawall:layer:index': layer.index,
    'seawall:layer:digest': layer.digest,
    'seawall:layer:diff-id': layer.diffId,
  };
}

/** Digests of the layer stand on the subject, under the layer's index. */
function furtherLocation({ path, how, layer }: Location, index: number, paths: boolean): Property[] {
  return properties({
    [`seawall:location:${index}:path`]: paths ? path : undefined,
    [`seawall:location:${index}:found-by`]: how,
    [`seawall:location:${index}:layer`]: layer?.index,
  });
}

/** The layers of the subject by their index: what a location of a package points to. */
export function layersAsProperties(layers: readonly SubjectLayer[]): Property[] {
  return layers.flatMap((layer) =>
    properties({
      [`seawall:layer:${layer.index}`]: layer.digest ?? layer.diffId,
      [`seawall:layer:${layer.index}:digest`]: layer.digest,
      [`seawall:layer:${layer.index}:diff-id`]: layer.diffId,
      [`seawall:layer:${layer.index}:created-by`]: layer.createdBy,
    }),
  );
}
