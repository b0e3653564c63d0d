import type { ImageComparison } from './compare-image.ts';
import type { Difference } from './difference.ts';
import type { Explained } from './explain.ts';
import { programPackages } from './images/programs.ts';
import type { Rule } from './rule.ts';

/** The page that tells what was compared, and why what differs does. */
export function writeReport(images: readonly ImageComparison[], rules: readonly Rule[]): string {
  const [first] = images;
  const unexplained = images.flatMap((image) => image.unexplained);
  return [
    '# Compared with Trivy and Syft',
    '',
    `Made by \`tools/with-node test/compare/run.ts\`; not edited by hand. Seawall ${first?.ours.version}, Trivy ${first?.trivy.version}, Syft ${first?.syft.version}, all on the same images; Seawall and Trivy with the same advisories, in their own databases. Syft lists packages only.`,
    '',
    'Packages are the same when type, name (in its one spelling) and version are; findings when package and vulnerability are, whatever it is called (CVE, GHSA, or a database of the ecosystem). Every difference is sorted into a rule that looks up the facts for that very difference: the bytes of the file in the image, the lists of dpkg and rpm, the range in the advisory as published, the database of Trivy. What no rule explains is counted below and fails the run. A miss or a false finding of Seawall has no rule.',
    '',
    '## Images',
    '',
    imagesInWords,
    '',
    ...imageTable(images),
    '',
    '## Rules',
    '',
    ...rules.flatMap((rule) => ruleSection(rule, images)),
    '## Unexplained',
    '',
    `unexplained: ${unexplained.length}`,
    '',
    `found twice: ${images.reduce((sum, { twice }) => sum + twice.length, 0)}`,
    '',
    ...images.flatMap(({ image, unexplained: list }) => list.map((item) => `- ${image}: ${describe(item)}`)),
    '',
  ].join('\n');
}

const imagesInWords = `Made by \`tools/with-node test/compare/make-images.ts\`. bookworm, bullseye and trixie are minimal Debian; alpine and alma are the package databases of Alpine 3.17 and AlmaLinux 9 with few packages. app (1.5 GB) has 640 Debian packages and applications in Node.js, Python, Java and Ruby; deep (2.4 GB) has 50 layers that install, remove and hide, and sources of Go modules with their test data. app-NAME has the application that test/applications/NAME installs with the real tools of its ecosystem, on Debian. programs has the files of ${programPackages.length} Debian packages (Apache, nginx, PostgreSQL, OpenSSL, a Java and a Go runtime …) unpacked below /opt/tools, unknown to dpkg.`;

function imageTable(images: readonly ImageComparison[]): string[] {
  const head = [
    'image',
    'packages',
    'Trivy',
    'Syft',
    'with Trivy',
    'with Syft',
    'findings',
    'Trivy',
    'common',
    'hidden',
    'unread',
  ];
  const rows = images.map((image) => {
    const shown = image.ours.findings.filter(({ suppressed }) => suppressed === undefined);
    return [
      image.image,
      [...image.ours.packages.values()].filter(({ masked }) => masked !== true).length,
      image.trivy.packages.size,
      image.syft.packages.size,
      image.packagesWithTrivy.common,
      image.packagesWithSyft.common,
      shown.length,
      image.trivy.findings.length,
      image.findingsWithTrivy.common,
      image.ours.findings.length - shown.length,
      image.ours.unread?.length ?? 0,
    ];
  });
  return [
    table([head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]),
    '',
    'Packages and findings are those of Seawall; "with" counts the packages that both list, "hidden" the findings that Seawall keeps back with a reason: the file belongs to an operating-system package, on which the distribution decides, or a later layer hides it; "unread" the places of which it says that it could not read them in full, such as the broken files among the test data of the programs in deep.',
  ];
}

function ruleSection({ id, title }: Rule, images: readonly ImageComparison[]): string[] {
  const counts = images.map(({ image, explained }) => ({ image, list: explained.filter(({ rule }) => rule === id) }));
  const all = counts.flatMap(({ list }) => list);
  const [example] = all;
  if (example === undefined) return [];
  const where = counts.filter(({ list }) => list.length > 0).map(({ image, list }) => `${image} ${list.length}`);
  return [
    `### ${id}`,
    '',
    title,
    '',
    `${all.length === 1 ? '1 difference' : `${all.length} differences`} (${sides(all)}): ${where.join(', ')}.`,
    '',
    `Example: ${describe(example.difference)}. Evidence: ${example.evidence}.`,
    '',
  ];
}

function sides(all: readonly Explained[]): string {
  const counts = new Map<string, number>();
  for (const { difference } of all) {
    const [has, lacks] = difference.only === 'ours' ? ['Seawall', difference.peer] : [difference.peer, 'Seawall'];
    const what = `${difference.kind}s of ${has} that ${lacks} lacks`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => `${count} ${what}`).join('; ');
}

/** A difference in words. */
export function describe(difference: Difference): string {
  const { item, only, peer } = difference;
  const who = only === 'ours' ? `Seawall, not ${peer}` : `${peer}, not Seawall`;
  const what = difference.kind === 'finding' ? `${difference.finding.ids.join(', ')} of ` : '';
  return `${what}${item.type} ${item.name} ${item.version || 'without version'} by ${who}`;
}

function table(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}
