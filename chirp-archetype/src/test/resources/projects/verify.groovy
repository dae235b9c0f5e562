// After each case: the generated project is complete, nothing in it was left to fill in, and it runs.
def projectDir = context.projectDir
['.gitignore', '.mvn/jvm.config', 'README.md'].each { assert new File(projectDir, it).file }

projectDir.eachFileRecurse(groovy.io.FileType.FILES) { file ->
  def path = projectDir.toPath().relativize(file.toPath()).toString()
  if (!path.startsWith('target') && path != 'build.log') {
    assert !(file.text =~ /\$\{(groupId|artifactId|version|package|javaRelease)}|@[\w.-]+@/) : path
  }
}

// What a grown project still has in common with a new one; the example shows both.
def example = new File(projectDir, '../../../../../example').canonicalFile
if (projectDir.canonicalFile.parentFile.parentFile.name == 'example') {
  ['.gitignore', '.mvn/jvm.config',
   'src/main/java/dev/chirp/example/api/ServerStatus.java',
   'src/test/java/dev/chirp/example/api/ServerStatusTest.java',
   'src/test/event/server_status.json',
   'src/test/event/server_status/400.json', 'src/test/event/server_status/403.json',
   'src/test/event/server_status/404.json', 'src/test/event/server_status/500.json'].each {
    assert new File(projectDir, it).text == new File(example, it).text : it
  }
  // The POM has all of the generated one's lines, in their order: versions, dependencies, plugins.
  def lines = new File(example, 'pom.xml').readLines().iterator()
  new File(projectDir, 'pom.xml').readLines().each { line ->
    assert lines.any { it == line } : line
  }
}

// OpenApiDocumentTest validates this document.
if (projectDir.name == 'basic') {
  def document = new File(projectDir, '../../../../../../../chirp-serve/src/test/resources/openapi/starter.json').canonicalFile
  assert new File(projectDir, 'target/openapi.json').text == document.text
}

assert new File(projectDir, 'build.log').text.contains('"code": 200')
return true
