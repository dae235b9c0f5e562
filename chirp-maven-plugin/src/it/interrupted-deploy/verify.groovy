import groovy.json.JsonSlurper

// Ctrl-C at a real Maven that deploys: the functions stay Pending for longer than anybody waits.
List<String> maven = [new File(System.getProperty('maven.home'), 'bin/mvn').path, '-o', '-B', '-llr',
                      '-Dmaven.repo.local=' + localRepositoryPath]
if (System.getProperty('os.name') == 'Linux') {
  // A build in the background ignores Ctrl-C, and so would its children.
  maven = ['env', '--default-signal=INT'] + maven
}

Process start(List<String> command, String log) {
  new ProcessBuilder(command).directory(basedir).redirectErrorStream(true).redirectOutput(new File(basedir, log)).start()
}

void await(Process process, String log, Closure<Boolean> what) {
  long end = System.nanoTime() + 120_000_000_000L
  while (!what()) {
    assert process.alive && System.nanoTime() < end : new File(basedir, log).text
    Thread.sleep(50)
  }
}

File state = new File(basedir, 'target/chirp/sandbox')
Process sandbox = start(maven + ['chirp:sandbox', '-Dchirp.sandboxPort=0', '-Dchirp.sandboxPending=600'], 'sandbox.log')
try {
  await(sandbox, 'sandbox.log') { new File(state, 'address').exists() }
  Process deploy = start(maven + ['chirp:deploy', '-Dchirp.sandbox'], 'deploy.log')
  await(deploy, 'deploy.log') {
    File functions = new File(state, 'lambda/functions.json')
    functions.exists() && functions.text.contains('chirp_greet') && functions.text.contains('chirp_save_chirp')
  }
  long signal = System.nanoTime()
  assert ['kill', '-INT', deploy.pid() as String].execute().waitFor() == 0
  assert deploy.waitFor() == 130
  assert System.nanoTime() - signal < 8_000_000_000L

  String said = new File(basedir, 'deploy.log').text
  assert said.contains('Stopping: calls in flight get 7 s to finish. Ctrl-C ends the run at once.')
  assert said =~ /INFO] chirp_greet       unknown .* stopped before Lambda was done, because of Ctrl-C or another signal to stop/
  assert said.contains('2 functions: 2 unknown')
  assert said.contains('Report: ')
  Map report = new JsonSlurper().parse(new File(basedir, 'target/chirp/deploy-report.json'))
  assert report.functions*.outcome == ['UNKNOWN', 'UNKNOWN']
} finally {
  sandbox.destroy()
  sandbox.waitFor()
}
