String log = new File(basedir, 'build.log').text

// The functions of both modules have the library, and the serializer of their own, here and on Lambda.
List answers = log.readLines().findAll { it.startsWith('"') || it.startsWith('{') }
List expected = ['"2 x tea"', '{"text":"1 x tea","due":"03.01.2027"}']
assert answers == expected + expected

// One sandbox for all goals and modules, and names of goals that Maven resolves.
assert new File(basedir, 'target/chirp/sandbox').exists()
assert ['words', 'orders', 'bills'].every { !new File(basedir, it + '/target/chirp/sandbox').exists() }
assert log =~ /\[INFO\] Next: mvn dev\.chirp:chirp-maven-plugin:\S+:deploy -Dchirp\.sandbox\n/
assert !log.contains('mvn chirp:')
