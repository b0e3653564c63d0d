/** A family of artefacts whose jars carry no Maven metadata. */
export interface KnownGroup {
  /** The artifact id, whole. */
  artifact: RegExp;
  group: string;
  /** One of these must begin the path of a class in the jar, or the name of its module, for the group to be believed. */
  folders: readonly string[];
  module?: string;
}

/**
 * Widely used artefacts built by Gradle or Ant, which leave no `pom.properties`, with the group they are published
 * under in Maven Central. The first that fits counts.
 */
export const knownGroups: readonly KnownGroup[] = [
  {
    artifact: /^spring-boot(?:-[a-z0-9-]+)?$/,
    group: 'org.springframework.boot',
    folders: ['org/springframework/boot/'],
    module: 'spring.boot',
  },
  {
    artifact: /^spring-security-[a-z0-9-]+$/,
    group: 'org.springframework.security',
    folders: ['org/springframework/security/'],
  },
  {
    artifact: /^spring-(?:aop|aspects|beans|context|context-indexer|context-support|core|core-test|expression)$/,
    group: 'org.springframework',
    folders: ['org/springframework/'],
  },
  {
    artifact: /^spring-(?:instrument|jdbc|jms|messaging|orm|oxm|r2dbc|test|tx|web|webflux|webmvc|websocket)$/,
    group: 'org.springframework',
    folders: ['org/springframework/'],
  },
  { artifact: /^spring-jcl$/, group: 'org.springframework', folders: ['org/apache/commons/logging/'] },
  { artifact: /^hibernate-entitymanager$/, group: 'org.hibernate', folders: ['org/hibernate/'] },
  { artifact: /^tomcat-embed-[a-z]+$/, group: 'org.apache.tomcat.embed', folders: ['org/apache/'] },
  { artifact: /^tomcat-[a-z0-9-]+$/, group: 'org.apache.tomcat', folders: ['org/apache/'] },
  { artifact: /^kotlin-[a-z0-9-]+$/, group: 'org.jetbrains.kotlin', folders: ['kotlin/', 'org/jetbrains/kotlin/'] },
  { artifact: /^okhttp$/, group: 'com.squareup.okhttp3', folders: ['okhttp3/'] },
  { artifact: /^okio(?:-jvm)?$/, group: 'com.squareup.okio', folders: ['okio/'] },
  { artifact: /^bc[a-z]+-jdk[0-9a-z]+$/, group: 'org.bouncycastle', folders: ['org/bouncycastle/'] },
  { artifact: /^groovy(?:-[a-z]+)?$/, group: 'org.codehaus.groovy', folders: ['org/codehaus/groovy/runtime/'] },
  { artifact: /^mysql-connector-java$/, group: 'mysql', folders: ['com/mysql/'] },
  { artifact: /^mysql-connector-j$/, group: 'com.mysql', folders: ['com/mysql/'] },
  { artifact: /^postgresql$/, group: 'org.postgresql', folders: ['org/postgresql/'] },
  { artifact: /^h2$/, group: 'com.h2database', folders: ['org/h2/'] },
  { artifact: /^freemarker$/, group: 'org.freemarker', folders: ['freemarker/'] },
  { artifact: /^commons-collections$/, group: 'commons-collections', folders: ['org/apache/commons/collections/'] },
  { artifact: /^commons-io$/, group: 'commons-io', folders: ['org/apache/commons/io/'] },
  { artifact: /^commons-fileupload$/, group: 'commons-fileupload', folders: ['org/apache/commons/fileupload/'] },
  { artifact: /^commons-beanutils$/, group: 'commons-beanutils', folders: ['org/apache/commons/beanutils/'] },
  { artifact: /^commons-httpclient$/, group: 'commons-httpclient', folders: ['org/apache/commons/httpclient/'] },
  { artifact: /^commons-lang$/, group: 'commons-lang', folders: ['org/apache/commons/lang/'] },
  { artifact: /^log4j$/, group: 'log4j', folders: ['org/apache/log4j/'] },
  { artifact: /^junit$/, group: 'junit', folders: ['org/junit/', 'junit/framework/'] },
  { artifact: /^antlr$/, group: 'antlr', folders: ['antlr/'] },
  { artifact: /^dom4j$/, group: 'dom4j', folders: ['org/dom4j/'] },
  { artifact: /^xercesImpl$/, group: 'xerces', folders: ['org/apache/xerces/'] },
  { artifact: /^xalan$/, group: 'xalan', folders: ['org/apache/xalan/'] },
];
