import { parseSourceRpm } from '../os/rpm/source-rpm.ts';
import { valueOf, type Dialect } from './dialect.ts';

/**
 * Syft's properties, `syft:…`. Its documents name layers by digest but not their order, so locations have none.
 * Source of a deb: `upstream` of the purl says the same; SPDX has only that.
 */
export const syftDialect: Dialect = {
  id: 'syft',
  package(component) {
    const text = (name: string) => valueOf(component, `syft:${name}`);
    const how = text('package:foundBy');
    const path = text('location:0:path') ?? pathInWords(component.sourceInfo);
    const name = text('metadata:source') ?? text('metadata:originPackage');
    const version = text('metadata:sourceVersion');
    const rpm = parseSourceRpm(text('metadata:sourceRpm') ?? '');
    const label = text('metadata:modularityLabel');
    const source = name === undefined ? rpm : { name, ...(version !== undefined && { version }) };
    return {
      ...(source !== undefined && { source }),
      ...(path !== undefined && { locations: [{ path, how: how ?? 'syft' }] }),
      ...(label !== undefined && { properties: { modularitylabel: label } }),
    };
  },
  subject({ version }) {
    return version !== undefined && /^sha256:[0-9a-f]{64}$/.test(version) ? { digest: version } : {};
  },
  distribution(system) {
    const text = (name: string) => valueOf(system, `syft:distro:${name}`);
    const id = text('id');
    const versionId = text('versionID');
    const codename = text('versionCodename');
    const name = text('prettyName');
    const like = [...system.properties].flatMap(([key, [value]]) =>
      key.startsWith('syft:distro:idLike:') && value !== undefined ? [value] : [],
    );
    return {
      ...(id !== undefined && { id }),
      ...(versionId !== undefined && { versionId }),
      ...(codename !== undefined && { codename }),
      ...(name !== undefined && { name }),
      ...(like.length > 0 && { like }),
    };
  },
};

/** SPDX: `acquired package info from DPKG DB: /var/lib/dpkg/status, /usr/share/doc/a/copyright`. */
function pathInWords(sourceInfo: string | undefined): string | undefined {
  return /^acquired package info from [^:]{0,200}: (\/[^,]*)/.exec(sourceInfo ?? '')?.[1];
}
