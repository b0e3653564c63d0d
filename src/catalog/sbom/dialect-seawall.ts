import type { Location, Package, PackageType, SubjectLayer } from '#model';
import { valueOf, type Dialect, type DialectContext } from './dialect.ts';
import { isPackageType } from './package-type.ts';
import type { SbomComponent } from './sbom-document.ts';

/** Our own documents give every package back as it was; `#report` writes these names. */
export const seawallDialect: Dialect = {
  id: 'seawall',
  package(component, { layers, document }) {
    const text = (name: string) => valueOf(component, `seawall:package:${name}`);
    const type = text('type');
    if (type === undefined || !isPackageType(type)) return {};
    const arch = text('arch');
    const direct = truth(text('direct'));
    const path = component.properties.get('seawall:package:path');
    const licences = component.properties.get('seawall:package:licence');
    const ownedBy = text('owned-by');
    const source = sourceOf(text('source-name'), text('source-version'));
    const facts = [...component.properties].flatMap(([name, [value]]) =>
      name.startsWith('seawall:fact:') && value !== undefined ? [[name.slice('seawall:fact:'.length), value]] : [],
    );
    return {
      type: type satisfies PackageType,
      ...(arch !== undefined && { arch }),
      ...(source !== undefined && { source }),
      scope: text('scope') === 'declared' ? 'declared' : 'installed',
      ...(direct !== undefined && { direct }),
      ...devOf(text('dev')),
      ...(path !== undefined && { path: [...path] }),
      base: truth(text('base')) ?? 'unknown',
      ...(ownedBy !== undefined && { ownedBy }),
      ...(licences !== undefined && { licences: [...licences] }),
      moreHashes: component.properties.get('seawall:package:hash') ?? [],
      locations: locationsOf(component, layers, document.how),
      ...(facts.length > 0 && { properties: Object.fromEntries(facts) as Record<string, string> }),
    };
  },
  subject(subject) {
    const digest = subject.version;
    const configDigest = valueOf(subject, 'seawall:subject:config-digest');
    const platform = valueOf(subject, 'seawall:subject:platform');
    const layers = layersOf(subject);
    return {
      ...(digest !== undefined && { digest }),
      ...(configDigest !== undefined && { configDigest }),
      ...(platform !== undefined && { platform }),
      ...(layers.length > 0 && { layers }),
    };
  },
  distribution(system) {
    const codename = valueOf(system, 'seawall:os:codename');
    const like = system.properties.get('seawall:os:like');
    return { ...(codename !== undefined && { codename }), ...(like !== undefined && { like: [...like] }) };
  },
};

function truth(text: string | undefined): boolean | undefined {
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

function devOf(text: string | undefined): Pick<Package, 'dev'> {
  const dev = truth(text);
  return dev === undefined ? {} : { dev };
}

function sourceOf(name: string | undefined, version: string | undefined): Package['source'] {
  return name === undefined || version === undefined ? undefined : { name, version };
}

function locationsOf(component: SbomComponent, layers: DialectContext['layers'], format: string): Location[] {
  const found: Location[] = [];
  for (let at = 0; at <= component.paths.length || component.properties.has(`seawall:location:${at}:path`); at += 1) {
    const location = locationAt(component, at, layers, format);
    if (location !== undefined) found.push(location);
  }
  return found;
}

function locationAt(
  component: SbomComponent,
  at: number,
  layers: DialectContext['layers'],
  format: string,
): Location | undefined {
  const text = (name: string) => valueOf(component, name);
  const further = `seawall:location:${at}`;
  const path = component.paths[at] ?? text(at === 0 ? 'seawall:package:found-at' : `${further}:path`);
  if (path === undefined) return undefined;
  const how = text(at === 0 ? 'seawall:package:found-by' : `${further}:found-by`) ?? format;
  const index = indexOf(text(at === 0 ? 'seawall:layer:index' : `${further}:layer`));
  return { path, ...(index !== undefined && { layer: layers.get(index) ?? { index } }), how };
}

function layersOf(subject: SbomComponent): SubjectLayer[] {
  const found: SubjectLayer[] = [];
  for (const name of subject.properties.keys()) {
    const index = indexOf(/^seawall:layer:(\d+)$/.exec(name)?.[1]);
    if (index === undefined) continue;
    const digest = valueOf(subject, `${name}:digest`);
    const diffId = valueOf(subject, `${name}:diff-id`);
    const createdBy = valueOf(subject, `${name}:created-by`);
    found.push({
      index,
      ...(digest !== undefined && { digest }),
      ...(diffId !== undefined && { diffId }),
      ...(createdBy !== undefined && { createdBy }),
    });
  }
  return found;
}

function indexOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
