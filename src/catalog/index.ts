// Files in, packages out: one analyser per kind of file under `os/`, `language/`, `binary/`; SBOM read and write.
export * from './facts.ts';
