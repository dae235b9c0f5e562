String log = new File(basedir, 'build.log').text
// What Maven says of each failed goal, line by line, without its own words.
List failures = log.split(/Failed to execute goal \S+:invoke \(default-cli\) on project invoke-fails-clearly: |Failed to execute goal \S+:list \(default-cli\) on project invoke-fails-clearly: /).drop(1)
    .collect { it.split(/ -> \[Help 1\]|\n\[ERROR\] -> \[Help 1\]/)[0].replace('\n[ERROR] ', '\n') }
    .collect { it.replaceAll(/\(ServerStatus.java:\d+\)/, '(ServerStatus.java)').replaceAll('\r', '') }

List expected = [
    '''No function 'server_staus' (from -Dfunction). Did you mean server_status? Functions here: save_chirp, server_status.
Try: mvn chirp:invoke -Dfunction=server_status''',
    '''Which function? This project has 2: save_chirp, server_status.
Try: mvn chirp:invoke -Dfunction=save_chirp''',
    """'../../x' (from -Dfunction) is not a function name: letters, digits, - and _, at most 64.
Try: mvn chirp:list""",
    """Event file 'src/test/event/save_chirp.json' does not exist. Files there: other.json.
Try: mkdir -p 'src/test/event' && echo '{}' > 'src/test/event/save_chirp.json'""",
    """Event file 'src/test/event/server_status/nope.json' does not exist. Events of 'server_status': broken, exit, sleep, throw.
Try: mvn chirp:invoke -Dfunction=server_status -Devent=broken""",
    """Event name '../../../../secret' leads out of 'src/test/event/server_status'.
Try: mvn chirp:invoke -Dfunction=server_status -Devent=broken""",
    """Event file 'nope.json' does not exist (from -Devent). Events of 'server_status': broken, exit, sleep, throw.
Try: mvn chirp:invoke -Dfunction=server_status -Devent=broken""",
    """Event file 'src/test/event/server_status/broken.json' is not JSON (line 2, column 13).""",
    """Handler acme.ServerStatus failed: java.lang.IllegalStateException: no throw
    at acme.ServerStatus.handleRequest(ServerStatus.java)
    at acme.ServerStatus.handleRequest(ServerStatus.java)""",
    """Function 'server_status' ended its JVM before it responded (exit code 7): it called System.exit, or the JVM crashed.""",
    """Function 'server_status' timed out after 1 s and was stopped. It was here:
    at acme.ServerStatus.handleRequest(ServerStatus.java)
    at acme.ServerStatus.handleRequest(ServerStatus.java)
Try: mvn chirp:invoke -Dfunction=server_status -Dchirp.timeout=3""",
    """Both -Devent and -Dpayload are given, but a function takes one event.""",
    """Function 'save_chirp': <timeout> is '901' (-Dchirp.timeout), but Lambda accepts 1 to 900 seconds.""",
    """Environment file 'none.env' (from -Dchirp.envFile) cannot be read.""",
]
[expected, failures].transpose().each { want, got -> assert got == want }
assert failures.size() == expected.size()
assert !log.contains('at dev.chirp')
