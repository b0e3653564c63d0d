/** Tests that may skip even in CI, with the reason: their oracle cannot be installed from Debian. */
export const expectedSkips: readonly { pattern: RegExp; why: string }[] = [
  { pattern: /needs SEAWALL_ADVISORIES/, why: 'needs real advisories, which are no part of the repository' },
  { pattern: /needs JAVA_JARS/, why: 'needs a folder of real jars, which are no part of the repository' },
  { pattern: /needs Go|installed by go needs go/, why: 'needs a Go toolchain' },
  { pattern: /installed by cargo auditable/, why: 'needs cargo-auditable, which cargo installs from source' },
  { pattern: /^cel beside cel-go/, why: 'needs a program built from Go source: CEL_ORACLE' },
  { pattern: /^policies beside kube-apiserver/, why: 'needs kube-apiserver and etcd: KUBEBUILDER_ASSETS' },
  { pattern: /^kit\/regex beside Go/, why: 'needs a program built from Go source: REGEX_ORACLE' },
  { pattern: /apk: /, why: 'needs a program built from Go source: APK_VERCMP' },
  { pattern: /go: golang\.org/, why: 'needs a program built from Go source: GO_SEMVER' },
  { pattern: /go-release: /, why: 'needs a program built from Go source: GO_VERSION' },
  { pattern: /crates: semver crate/, why: 'needs a program built from Rust source: CRATE_SEMVER' },
  { pattern: /bitnami: /, why: 'needs a program built from Go source: BITNAMI_VERSION' },
  {
    pattern: /SPDX_SCHEMA|PYSPDXTOOLS/,
    why: 'needs the schema of SPDX or its Python tools, which are on no registry of Debian',
  },
  { pattern: /^bills of materials of other tools/, why: 'needs Syft, Trivy and real images' },
];
