import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../parts/run-command.ts';
import type { Application } from './application.ts';

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId><artifactId>shop</artifactId><version>1.0.0</version><packaging>war</packaging>
  <build><plugins>
    <plugin><artifactId>maven-war-plugin</artifactId><version>3.4.0</version>
      <configuration><failOnMissingWebXml>false</failOnMissingWebXml></configuration></plugin>
    <plugin><artifactId>maven-dependency-plugin</artifactId><version>3.6.1</version></plugin>
  </plugins></build>
  <dependencies>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>2.14.1</version></dependency>
    <dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-databind</artifactId><version>2.9.10</version></dependency>
  </dependencies>
</project>
`;

/** A web archive built by Maven: jars inside an archive, deflated. */
export const mavenApplication: Application = {
  name: 'maven',
  tools: ['mvn'],
  type: 'maven',
  async build(root) {
    const source = join(root, '..', `${Date.now()}-maven-source`);
    const target = join(root, 'opt/tomcat/webapps');
    mkdirSync(join(source, 'src/main/webapp'), { recursive: true });
    mkdirSync(target, { recursive: true });
    writeFileSync(join(source, 'pom.xml'), pom);
    const mvn = (...args: string[]) => runCommand('mvn', ['-B', '-q', ...args], { cwd: source });
    await mvn('package', `-DskipTests`);
    await runCommand('cp', [join(source, 'target/shop-1.0.0.war'), target]);
    const list = join(source, 'list.txt');
    await mvn('dependency:list', `-DoutputFile=${list}`, '-DincludeScope=runtime');
    const lines = (await runCommand('cat', [list])).split('\n');
    const listed = lines.flatMap((line) => {
      const [, group, artifact, version] = /^\s+([^:\s]+):([^:]+):jar:([^:]+):/.exec(line) ?? [];
      return group === undefined ? [] : [`${group}:${artifact} ${version}`];
    });
    return [...listed, 'org.example:shop 1.0.0'].toSorted();
  },
};
