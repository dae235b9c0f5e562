#!/usr/bin/env bash
# Time from a saved edit to the response of the new code, alone and with four clients that poll meanwhile; how many responses
# were old or failed; Maven's heap and the functions' processes before and after. Then the same edits in turn with an endpoint
# in Quarkus's dev mode, as it is and with instrumentation.
# Usage: benchmarks/reload.sh [--no-quarkus] [edits alone, default 200] [edits under four clients, default 1000] [rounds with Quarkus, default 50]
# The first two at 0 leave out the edits of Chirp alone.
# MAVEN_OPTIONS: see starter-project.sh. Quarkus needs Maven 3.9, which is fetched.
set -euo pipefail

quarkus=yes
if [[ ${1:-} == --no-quarkus ]]; then
  quarkus=no
  shift
fi
source "$(dirname "$0")/starter-project.sh"

# Nothing leaves the machine, and no port but that of the endpoint opens.
quarkus_options=(-Ddebug=false -Dquarkus.analytics.disabled=true -Dquarkus.console.enabled=false -Dquarkus.devservices.enabled=false
  -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port=0 -Dquarkus.test.continuous-testing=disabled)

# Two projects with a REST endpoint, whose source ReloadPair writes, and the Maven that runs them.
prepare_quarkus() {
  maven -B "org.apache.maven.plugins:maven-dependency-plugin:$(value maven-dependency-plugin.version):unpack" \
    -Dartifact="org.apache.maven:apache-maven:$(value maven.newest-3.version):zip:bin" -DoutputDirectory="$work" || return
  newest="$work/apache-maven-$(value maven.newest-3.version)/bin/mvn"
  chmod +x "$newest"
  mkdir -p "$work/quarkus/default" "$work/quarkus/instrumented"
  cat >"$work/quarkus/default/pom.xml" <<POM
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>acme</groupId>
  <artifactId>quarkus</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>io.quarkus</groupId>
        <artifactId>quarkus-bom</artifactId>
        <version>$(value quarkus.version)</version>
        <type>pom</type>
        <scope>import</scope>
      </dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>io.quarkus</groupId>
      <artifactId>quarkus-rest</artifactId>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <artifactId>maven-compiler-plugin</artifactId>
        <version>$(value maven-compiler-plugin.version)</version>
      </plugin>
      <plugin>
        <artifactId>maven-resources-plugin</artifactId>
        <version>$(value maven-resources-plugin.version)</version>
      </plugin>
      <plugin>
        <groupId>io.quarkus</groupId>
        <artifactId>quarkus-maven-plugin</artifactId>
        <version>$(value quarkus.version)</version>
        <executions>
          <execution>
            <goals>
              <goal>build</goal>
            </goals>
          </execution>
        </executions>
      </plugin>
    </plugins>
  </build>
</project>
POM
  cp "$work/quarkus/default/pom.xml" "$work/quarkus/instrumented/pom.xml"
}

generate_starter
if [[ ${1:-200} != 0 ]]; then
  java "$root/benchmarks/ReloadTime.java" "$work/starter" "${1:-200}" "${2:-1000}" mvn -q "${maven_options[@]}"
fi
if [[ $quarkus == yes ]]; then
  if prepare_quarkus >"$work/output" 2>&1; then
    java "$root/benchmarks/ReloadPair.java" "${3:-50}" "$work/starter" "$work/quarkus" \
      mvn "${maven_options[@]}" -B chirp:serve -Dchirp.port=0 -- "$newest" "${maven_options[@]}" -B quarkus:dev \
      "${quarkus_options[@]}"
  else
    echo "Quarkus is left out, because Maven $(value maven.newest-3.version) cannot be fetched: $(grep -m1 ERROR "$work/output")"
  fi
fi
