import java.util.concurrent.TimeUnit

String answer = '{"data": {"greeting": "Grüße"}, "code": 200, "notes": null}\n'
String list = '''\
greet
  class         acme.Greet
  handler       acme.Greet
  on Lambda     chirp_greet
  event         src/test/event/greet.json
  safe          no                       (default)
  memory        512 MB                   (default)
  timeout       9 s                      (default)

'''
List mavens = [new File(System.getProperty('maven.home'))]
mavens.addAll(new File(basedir.parentFile.parentFile, 'mavens').listFiles().findAll { it.directory }.sort())
assert mavens.size() == 3

mavens.each { File maven ->
    Closure mvn = { List arguments ->
        List command = [new File(maven, 'bin/mvn').path, '-B', '-Dmaven.repo.local=' + localRepositoryPath,
            '-s', new File(basedir.parentFile, 'interpolated-settings.xml').path] + arguments
        new ProcessBuilder(command as String[]).directory(basedir)
            .redirectError(new File(basedir, 'stderr.txt')).redirectOutput(new File(basedir, 'stdout.txt')).start()
    }
    Closure run = { List arguments ->
        Process process = mvn(arguments)
        assert process.waitFor(5, TimeUnit.MINUTES)
        String out = new File(basedir, 'stdout.txt').getText('UTF-8')
        assert process.exitValue() == 0 : maven.name + ':\n' + out + new File(basedir, 'stderr.txt').text
        out
    }
    new File(basedir, 'target').deleteDir()

    // stdout has the results and nothing else; what the function printed is on stderr.
    assert run(['-q', 'chirp:invoke', 'chirp:list']) == answer + list
    assert new File(basedir, 'stderr.txt').text.contains('to stdout')
    assert new File(basedir, 'stderr.txt').text.contains('to stderr')

    // Among the lines of Maven's log the result is still a line of its own, in its place.
    String log = run(['chirp:invoke'])
    assert log =~ /(?s)\[INFO] -{35}\R\Q${answer.trim()}\E\R\[INFO] REPORT RequestId: .*BUILD SUCCESS/
    assert !log.contains('to std')

    assert run(['-q', 'chirp:setup-iam', 'chirp:deploy', 'chirp:invoke', '-Dremote', '-Dchirp.sandbox']) == answer
    assert run(['-q', 'chirp:setup-iam', '-Dchirp.policy=print']).startsWith('{\n  "function": {\n')

    // What chirp:sandbox prints, a shell reads: eval "$(cat sandbox.env)".
    Process sandbox = mvn(['-q', 'chirp:sandbox', '-Dchirp.sandboxPort=0'])
    File out = new File(basedir, 'stdout.txt')
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3)
    while (!out.text.contains('AWS_ENDPOINT_URL=') && sandbox.alive && System.nanoTime() < end) {
        Thread.sleep(50)
    }
    sandbox.destroy()
    assert sandbox.waitFor(1, TimeUnit.MINUTES)
    assert out.text.contains("export AWS_ENDPOINT_URL='http://127.0.0.1:")
    assert out.readLines().every { it ==~ /(export|unset) \w+(=\S*)?/ } : maven.name + ':\n' + out.text
}
true
