// After each case: the generated project is complete, nothing in it was left to fill in, and it runs.
def projectDir = context.projectDir
['.gitignore', '.mvn/jvm.config', 'README.md'].each { assert new File(projectDir, it).file }

projectDir.eachFileRecurse(groovy.io.FileType.FILES) { file ->
  def path = projectDir.toPath().relativize(file.toPath()).toString()
  if (!path.startsWith('target') && path != 'build.log') {
    assert !(file.text =~ /\$\{(groupId|artifactId|version|package|javaRelease)}|@[\w.-]+@/) : path
  }
}

assert new File(projectDir, 'build.log').text.contains('"code": 200')
return true
