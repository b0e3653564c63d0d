import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

const dependency = '<dependency><groupId>g</groupId><artifactId>a</artifactId>';

/** poms, with properties, managed versions and broken XML. */
export const pomXmlTarget: FuzzTarget = {
  id: 'pom-xml',
  files: ['src/catalog/language/pom-', 'src/catalog/language/java-coordinates'],
  errors: [],
  dictionary: [
    '<dependency>',
    '</dependency>',
    '<dependencies>',
    '<dependencyManagement>',
    '<properties>',
    '<parent>',
    '<version>',
    '<scope>test</scope>',
    '<classifier>x</classifier>',
    '<type>zip</type>',
    '${project.version}',
    '${project.parent.version}',
    '${p}',
    '[1.0]',
    '<![CDATA[',
    ']]>',
    '<!--',
    '<!DOCTYPE p [<!ENTITY x "y">]>',
    '&x;',
    '&#x41;',
    '&__proto__;',
    '<__proto__>',
    'encoding="ISO-8859-1"',
  ],
  seeds: () => [
    Buffer.from(
      `<?xml version="1.0"?><project><version>1</version><properties><p>2</p></properties><dependencies>${dependency}` +
        `<version>\${p}</version><scope>test</scope></dependency></dependencies></project>`,
    ),
    Buffer.from(
      `<project><parent><version>1</version></parent><dependencyManagement><dependencies>${dependency}<version>` +
        `\${project.version}</version></dependency></dependencies></dependencyManagement><dependencies>${dependency}` +
        `</dependency></dependencies></project>`,
    ),
    Buffer.from('<project><properties><a>${b}${b}</a><b>${a}</b></properties></project>'),
  ],
  run(bytes) {
    checkLanguageFile('pom-xml', 'srv/pom.xml', bytes);
  },
};
