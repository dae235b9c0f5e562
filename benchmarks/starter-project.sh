# To be sourced: builds Chirp and generates a starter project in "$work/starter".
# MAVEN_OPTIONS is handed to Maven, such as MAVEN_OPTIONS=-Dmaven.repo.local=/tmp/repository
# Without a local repository among them, a temporary one is used: all is downloaded.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

read -ra maven_options <<<"${MAVEN_OPTIONS:-}"
if [[ " ${maven_options[*]-} " != *" -Dmaven.repo.local="* ]]; then
  maven_options+=("-Dmaven.repo.local=$work/repository")
fi

maven() {
  mvn -q "${maven_options[@]}" "$@"
}

# A property of the root POM.
value() {
  awk -F'[<>]' -v name="$1" '$2 == name { print $3; exit }' "$root/pom.xml"
}

generate_starter() {
  echo "Chirp is built, and a starter project is generated from its archetype."
  (cd "$root" && maven -B -Pquick -pl chirp-runtime,chirp-maven-plugin,chirp-archetype -am install)
  (cd "$work" && maven -B "org.apache.maven.plugins:maven-archetype-plugin:$(value maven-archetype-plugin.version):generate" \
    -DarchetypeGroupId=dev.chirp -DarchetypeArtifactId=chirp-archetype -DarchetypeVersion="$(value version)" \
    -DgroupId=acme -DartifactId=starter -DinteractiveMode=false >/dev/null)
}

# Lines of "A B" on stdin: the median of A, of B, and of A/B with its least and greatest.
medians() {
  awk '
    { a[NR] = $1; b[NR] = $2; ratio[NR] = $1 / $2 }
    END { printf "%.2f %.2f %.2f %.2f %.2f\n", median(a), median(b), median(ratio), ratio[1], ratio[NR] }
    function median(values,    i, j, value) {
      for (i = 2; i <= NR; i++) {
        value = values[i]
        for (j = i - 1; j > 0 && values[j] > value; j--) values[j + 1] = values[j]
        values[j + 1] = value
      }
      return (values[int((NR + 1) / 2)] + values[int(NR / 2) + 1]) / 2
    }'
}
