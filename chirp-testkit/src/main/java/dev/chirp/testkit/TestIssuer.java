package dev.chirp.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** An issuer of tokens on loopback, with an RSA key, as OpenID Connect describes it. */
public final class TestIssuer implements AutoCloseable {
  /** The path of the document that says where the keys are. */
  public static final String DISCOVERY = "/.well-known/openid-configuration";

  /** The path of the keys. */
  public static final String KEYS = "/keys";

  /** The id of the key at the start. */
  public static final String KEY_ID = "key-1";

  private static final Map<String, String> ALGORITHMS =
      Map.of("RS384", "SHA384withRSA", "RS512", "SHA512withRSA");

  /** All issuers of a JVM have the same key, because making one takes half a second. */
  private static final KeyPair PAIR = newKey();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private TestIssuer(HttpServer server) {
    this.server = server;
    documents.put(
        DISCOVERY, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(url(), url() + KEYS));
    documents.put(KEYS, "{\"keys\":[%s]}".formatted(publicKey(PAIR, KEY_ID)));
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Starts it. */
  public static TestIssuer start() {
    try {
      return new TestIssuer(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new RSA key, which no document has. */
  public static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A public key as a member of {@code keys}. */
  public static String publicKey(KeyPair pair, String id) {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
        .formatted(
            id, base64(unsigned(key.getModulus())), base64(unsigned(key.getPublicExponent())));
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The issuer's URL, which its tokens have as {@code iss}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Replaces a document; an empty one is a 404. */
  public void publish(String path, String document) {
    documents.put(path, document);
  }

  /** The number of times that the keys were fetched. */
  public int fetches() {
    return fetches.get();
  }

  /** Lets requests wait until {@link #answerAgain} or {@link #close}. */
  public void hang() {
    gate = new CountDownLatch(1);
  }

  /** Answers the requests that wait, and all others. */
  public void answerAgain() {
    gate.countDown();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IOException("The issuer stops.", e);
    }
    String path = exchange.getRequestURI().getPath();
    if (path.equals(KEYS)) {
      fetches.incrementAndGet();
    }
    byte[] body = documents.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** A token of this issuer for an audience, which is valid for an hour. */
  public Token token(String audience) {
    long now = System.currentTimeMillis() / 1000;
    return new Token(PAIR.getPrivate())
        .header("alg", "\"RS256\"")
        .header("kid", "\"" + KEY_ID + "\"")
        .claim("iss", "\"" + url() + "\"")
        .claim("sub", "\"ada\"")
        .claim("aud", "\"" + audience + "\"")
        .claim("iat", String.valueOf(now))
        .claim("exp", String.valueOf(now + 3600));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** A token that is being made. */
  public static final class Token {
    private final Map<String, String> header = new LinkedHashMap<>();
    private final Map<String, String> claims = new LinkedHashMap<>();
    private PrivateKey key;

    private Token(PrivateKey key) {
      this.key = key;
    }

    /** Sets a member of the header to a value in JSON; an empty value removes it. */
    public Token header(String name, String json) {
      header.put(name, json);
      return this;
    }

    /** Sets a claim to a value in JSON; an empty value removes it. */
    public Token claim(String name, String json) {
      claims.put(name, json);
      return this;
    }

    /** Signs with another key. */
    public Token signedBy(PrivateKey other) {
      key = other;
      return this;
    }

    /** The signed token. */
    public String sign() {
      String signed = base64(json(header)) + "." + base64(json(claims));
      try {
        String algorithm = header.getOrDefault("alg", "").replace("\"", "");
        Signature signature =
            Signature.getInstance(ALGORITHMS.getOrDefault(algorithm, "SHA256withRSA"));
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private static byte[] json(Map<String, String> members) {
      return members.entrySet().stream()
          .filter(member -> !member.getValue().isEmpty())
          .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
          .collect(Collectors.joining(",", "{", "}"))
          .getBytes(StandardCharsets.UTF_8);
    }
  }
}
