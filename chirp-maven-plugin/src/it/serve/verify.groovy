import com.sun.net.httpserver.HttpServer
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.Signature

// A real Maven serves the project, and ends by Ctrl-C and by SIGKILL. No process stays behind. Edits are built by javac, and in
// the profile "filtered" by Maven.
Class served = new GroovyClassLoader(getClass().classLoader).parseClass(new File(basedir, '../../../src/it/Served.groovy'))

File source = new File(basedir, 'src/main/java/acme/FindChirp.java')
String original = source.text
File pom = new File(basedir, 'pom.xml')
String originalPom = pom.text
HttpRequest.Builder preflightOf(HttpRequest.Builder request, String origin) {
  request.method('OPTIONS', HttpRequest.BodyPublishers.noBody())
      .header('Origin', origin).header('Access-Control-Request-Method', 'POST')
}

KeyPair keys = KeyPairGenerator.getInstance('RSA').with { initialize(2048); generateKeyPair() }
Base64.Encoder base64 = Base64.urlEncoder.withoutPadding()
HttpServer issuer = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
String issuerUrl = "http://127.0.0.1:${issuer.address.port}"
Map documents = [
  '/.well-known/openid-configuration': [jwks_uri: issuerUrl + '/keys'],
  '/keys': [keys: [[kty: 'RSA', kid: 'a', n: base64.encodeToString(keys.public.modulus.toByteArray()),
                    e: base64.encodeToString(keys.public.publicExponent.toByteArray())]]],
]
issuer.createContext('/') { exchange ->
  byte[] document = JsonOutput.toJson(documents[exchange.requestURI.path]).bytes
  exchange.sendResponseHeaders(200, document.length)
  exchange.responseBody.write(document)
  exchange.close()
}
issuer.start()

Closure<String> token = { Map claims ->
  long now = System.currentTimeMillis().intdiv(1000)
  Map all = [iss: issuerUrl, aud: 'chirps', sub: 'ada', exp: now + 3600] + claims
  String signed = [[alg: 'RS256', kid: 'a'], all].collect { base64.encodeToString(JsonOutput.toJson(it).bytes) }.join('.')
  byte[] signature = Signature.getInstance('SHA256withRSA').with { initSign(keys.private); update(signed.bytes); sign() }
  signed + '.' + base64.encodeToString(signature)
}

Map data(String envelope) {
  new JsonSlurper().parseText(envelope).data
}

for (String signal : ['INT', 'KILL']) {
  boolean isByMaven = signal == 'KILL'
  File temporary = new File(basedir, "target/tmp-${signal}")
  temporary.mkdirs()
  List<String> goal = ['chirp:serve', '-Dchirp.localSandbox', '-Dissuer=' + issuerUrl] + (isByMaven ? ['-Pfiltered'] : [])
  Map environment = [MAVEN_OPTS: (System.getenv('MAVEN_OPTS') ?: '') + ' -Djava.io.tmpdir=' + temporary]
  def api = served.newInstance(basedir, localRepositoryPath, goal, new File(basedir, "serve-${signal}.log"), environment)
  try {
    HttpResponse<String> found = api.send('/chirps/a%20b')
    assert found.statusCode() == 200 : found.body()
    assert found.headers().firstValue('x-chirp-generation').get() == '1'
    Map first = data(found.body())
    assert first.id == 'a b'
    assert data(api.get('/chirps/7')).pid == first.pid
    HttpResponse<String> allowed = api.send('/chirps/7') { preflightOf(it, 'https://app.example.com') }
    assert allowed.statusCode() == 204
    assert ['allow-origin', 'allow-methods', 'max-age', 'allow-credentials'].collect {
      allowed.headers().firstValue('access-control-' + it).orElse('')
    } == ['https://app.example.com', 'GET,POST', '600', 'true']
    assert api.send('/chirps/7') { preflightOf(it, 'https://evil.example') }.statusCode() == 403
    api.get('/nothing', 404)

    Closure<HttpResponse<String>> me = { String value ->
      api.send('/me') { value == null ? it : it.header('Authorization', 'Bearer ' + value) }
    }
    HttpResponse<String> refused = me(null)
    assert refused.statusCode() == 401
    assert refused.body() == '{"message":"Unauthorized"}'
    assert refused.headers().firstValue('www-authenticate').get() == 'Bearer'
    refused = me(token(scope: 'me:read', exp: 1))
    assert refused.statusCode() == 401
    assert refused.headers().firstValue('www-authenticate').get().contains('"the token has expired"')
    refused = me(token(scope: 'other'))
    assert refused.statusCode() == 403
    assert refused.body() == '{"message":"Forbidden"}'
    HttpResponse<String> admitted = me(token(scope: 'me:write'))
    assert admitted.statusCode() == 200 : admitted.body()
    assert new JsonSlurper().parseText(admitted.body()).data == 'ada'
    api.get('/keyed', 401)
    assert api.send('/keyed') { it.header('x-key', 'wrong') }.statusCode() == 403
    HttpResponse<String> keyed = api.send('/keyed') { it.header('x-key', 'open-sesame') }
    assert keyed.statusCode() == 200 : keyed.body()
    assert new JsonSlurper().parseText(keyed.body()).data == 'Ali'
    assert api.said.contains("/me (authorizer: users, me:read or me:write)")

    Map document = new JsonSlurper().parseText(api.get('/_chirp/openapi.json'))
    assert document.paths['/chirps/{id}'].get.operationId == 'find_chirp'
    HttpResponse<String> invoked = api.send('/2015-03-31/functions/greet/invocations') {
      it.POST(HttpRequest.BodyPublishers.ofString('{"name": "Ann"}'))
    }
    assert invoked.body() == '"Hello, Ann"'
    String said = api.said
    assert said.contains("GET     find_chirp  ${api.url}/chirps/{id}")
    assert said.contains("POST    greet       ${api.url}/2015-03-31/functions/chirp_greet/invocations (no route)")
    assert said =~ /GET \/chirps\/a%20b 200 \d+ ms cold/
    assert said =~ /GET \/chirps\/7 200 \d+ ms warm/
    assert said =~ /find_chirp \| looking for a chirp/
    assert said =~ /find_chirp \| REPORT RequestId: /
    assert said.contains('After an edit, Maven builds module') == isByMaven

    source.text = original.replace('"id", ', '"name", ')
    HttpResponse<String> edited = api.send('/chirps/8')
    assert edited.headers().firstValue('x-chirp-generation').get() == '2'
    assert data(edited.body()).name == '8'
    source.text = original.replace('Map.of', 'Mop.of')
    String broken = api.get('/chirps/9', 500)
    assert broken.contains('FindChirp.java') && broken.contains('cannot find symbol')
    source.text = original
    assert data(api.get('/chirps/10')).id == '10'

    pom.text = originalPom.replace('<maxAge>600<', '<maxAge>60<').replace('<version>1.0</version>', '<version>1.0</version><name>Renamed</name>')
    api.get('/chirps/11')
    assert new JsonSlurper().parseText(api.get('/_chirp/openapi.json')).info.title == 'Renamed'
    allowed = api.send('/chirps/11') { preflightOf(it, 'https://app.example.com') }
    assert allowed.headers().firstValue('access-control-max-age').get() == '60'
    pom.text = originalPom.replace('<maxAge>600<', '<maxAge>long<')
    assert api.get('/chirps/12', 500).contains("'long'")
    pom.text = originalPom.replace('<maxAge>', '<maxAge')
    assert api.get('/chirps/13', 500).contains('Non-parseable POM')
    pom.text = originalPom.replace('<authorizer>users<', '<authorizer>nobody<')
    assert api.get('/me', 500).contains("'nobody', which is not the name of one of the <authorizers>")
    pom.text = originalPom
    Map last = data(api.get('/chirps/14'))
    assert last.id == '14'

    List<ProcessHandle> children = api.maven.descendants().toList()
    assert children*.pid().contains(last.pid as long)
    api.end(signal, children)
    if (signal == 'INT') {
      assert new File(basedir, 'target/chirp').list().every { !it.startsWith('serve-') }
      assert temporary.list().every { !it.startsWith('chirp-serve-') }
    }
  } finally {
    source.text = original
    pom.text = originalPom
    api.close()
  }
}
issuer.stop(0)
assert !new File(basedir, 'serve-INT.log').text.contains('Chirp failed on a request')
