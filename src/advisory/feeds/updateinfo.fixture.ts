/** A notice of an `updateinfo.xml` that is to be written. */
export interface MadeUpdate {
  id: string;
  cves?: string[];
  /** `name epoch version release arch` */
  packages: string[];
  severity?: string;
  type?: string;
  collection?: string;
}

/** A document in the form in which Amazon Linux publishes it. */
export function updateinfo(updates: readonly MadeUpdate[]): string {
  return `<?xml version="1.0" ?>\n<updates>${updates.map(updateXml).join('')}</updates>\n`;
}

function updateXml({ id, cves = [], packages, severity, type = 'security', collection }: MadeUpdate): string {
  const references = cves.map(
    (cve) => `<reference href="https://cve.example/${cve}" id="${cve}" title="" type="cve" />`,
  );
  const list = packages.map((text) => {
    const [name = '', epoch = '', version = '', release = '', arch = ''] = text.split(' ');
    const file = `Packages/${name}-${version}-${release}.${arch}.rpm`;
    return `<package arch="${arch}" epoch="${epoch}" name="${name}" release="${release}" version="${version}"><filename>${file}</filename></package>`;
  });
  return (
    `<update author="linux-security@amazon.com" from="linux-security@amazon.com" status="final" type="${type}" version="1.4">` +
    `<id>${id}</id><title>Amazon Linux - ${id}: priority package update</title>` +
    `<issued date="2023-02-17 20:41" /><updated date="2023-02-22 23:22:10" />` +
    (severity === undefined ? '' : `<severity>${severity}</severity>`) +
    `<description>Package updates are available.\nCVE-0000-0:\n\tA flaw &amp;#039;</description>` +
    `<references>${references.join('')}</references>` +
    `<pkglist><collection short="${collection ?? 'amazon-linux'}"><name>Amazon Linux</name>${list.join('')}</collection></pkglist>` +
    `</update>`
  );
}
