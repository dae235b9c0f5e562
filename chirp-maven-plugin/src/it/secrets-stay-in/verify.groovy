import java.util.regex.Pattern

String log = new File(basedir, 'build.log').text

List<String> secrets = ['src/main/java/acme/Greet.java', 'src/test/event/greet.json', 'secrets.env', 'changed.env', 'credentials']
    .collectMany { new File(basedir, it).text.findAll(/(?i)[a-z]*canary[-\w]*/) }
    .unique()
assert secrets.size() == 30 : secrets.size() + ' ' + secrets

// The run met each planted secret.
['chirp_greet: created',
 'environment ~PLAIN',
 '\\"data\\": \\"hello\\"',
 '"authorization": "***"',
 'got no response in eu-west-1'].each {
  assert log.contains(it) : it + ' is not there'
}
int keys = log.count('Keys: ')
assert keys == 2 // on Lambda and in its log

void assertSilent(String where, String text, List<String> secrets) {
  List<String> told = secrets.findAll { text.contains(it) }
  assert told.isEmpty() : where + ' tells ' + told
  assert !(text =~ /X-Amz-(Credential|Signature)/) : where + ' tells a signed address'
}

assertSilent('Maven', log, secrets)
File chirp = new File(basedir, 'target/chirp')
chirp.eachFileRecurse(groovy.io.FileType.FILES) {
  // The sandbox's state is Lambda's, which has to know.
  if (!it.toPath().startsWith(new File(chirp, 'sandbox').toPath())) {
    assertSilent(it.path, it.getText('ISO-8859-1'), secrets)
  }
}
assert new File(chirp, 'deploy-report.json').exists()
