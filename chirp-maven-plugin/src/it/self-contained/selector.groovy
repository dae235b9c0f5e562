// As the plugin looks: the JVM that runs Maven, and what is installed beside it.
List releases = new File(System.getProperty('java.home')).parentFile.listFiles()
    .collect { new File(it, 'release') }.findAll { it.exists() }
    .collectMany { it.readLines().findAll { line -> line.startsWith('JAVA_VERSION=') } }
    .collect { it.replaceAll(/\D*(\d+).*/, '$1') as int }
boolean linux = System.getProperty('os.name').contains('Linux')
if (!linux || !(releases + Runtime.version().feature()).any { it >= 25 }) {
    println 'No JDK 25 beside the one that runs Maven, or no Linux: self-contained packages are not tried.'
    return false
}
return true
