// Files in, packages out: one analyser per kind of file under `os/`, `language/`, `binary/`; SBOM read and write.
export * from './facts.ts';
export { binaryAnalysers } from './binary/analysers.ts';
export { languageAnalysers } from './language/analysers.ts';
export { osAnalysers } from './os/analysers.ts';
export { distributionPaths } from './os/os-release.ts';
export { withDistribution } from './os/purl.ts';
export { sbomAnalysers } from './sbom/analysers.ts';
export { readSbom } from './sbom/read-sbom.ts';
export { sbomLimits, type Sbom } from './sbom/sbom-document.ts';
