// A JDK other than the one that runs Maven, in the usual places for JVMs.
int own = Runtime.version().feature()
List homes = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines', System.getProperty('user.home') + '/.sdkman/candidates/java']
    .collect { new File(it) }.findAll { it.directory }.collectMany { it.listFiles() as List }
    .collectMany { [it, new File(it, 'Contents/Home')] }
    .findAll { new File(it, 'bin/javac').exists() && new File(it, 'release').exists() }
Map releases = homes.collectEntries { home ->
    def version = new File(home, 'release').readLines().find { it.startsWith('JAVA_VERSION=') }
    [home, version == null ? 0 : (version.replaceAll(/\D*(\d+).*/, '$1') as int)]
}
def second = releases.find { it.value >= 17 && it.value != own }
if (second == null) {
    println "No JDK of 17 or later besides ${own}: the toolchain is not tried."
} else {
    new File(basedir, 'second-jdk').text = second.value as String
    new File(basedir, 'toolchains.xml').text = """<toolchains><toolchain><type>jdk</type>
      <provides><id>second</id></provides>
      <configuration><jdkHome>${second.key}</jdkHome></configuration></toolchain></toolchains>"""
    new File(basedir, '.mvn').mkdir()
    new File(basedir, '.mvn/maven.config').text = '-t toolchains.xml -Psecond-jdk'
}
return true
