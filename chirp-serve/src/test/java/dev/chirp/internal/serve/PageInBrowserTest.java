package dev.chirp.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedCodeSource;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in Chromium. Without a browser, the tests are skipped. */
@Tag("slow")
@Tag("browser")
class PageInBrowserTest {
  private static final String EVENT =
      "{\"params\": {\"path\": {\"proxy\": \"named\"}, \"querystring\": {\"limit\": \"5\"}, \"header\": {\"X-Test\": \"yes\", \"Authorization\": \"Bearer of-the-event\"}}, \"body-json\": {\"text\": \"hi\", \"number\": 12345678901234567890, \"password\": \"in-the-event\"}}";

  /** The part of the page that only a horizontal scroll would show. */
  private static final String HIDDEN_WIDTH =
      "document.documentElement.scrollWidth - document.documentElement.clientWidth";

  @TempDir private static Path profile;
  private static PageBrowser browser;

  @TempDir private Path directory;
  @TempDir private Path events;
  private final List<ServedTestApi> started = new ArrayList<>();

  @BeforeAll
  static void startBrowser() {
    browser = PageBrowser.start(profile);
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void stop() {
    try {
      browser.reset();
    } finally {
      started.forEach(ServedTestApi::close);
    }
  }

  private ServedTestApi start() throws InterruptedException {
    return start(
        ServedCodeSource.CompiledProject.of(ServedTestApi.functionsWithEvents(events)), Map.of());
  }

  private ServedTestApi start(ServedCodeSource source, Map<String, String> aws)
      throws InterruptedException {
    ServedTestApi api = ServedTestApi.start(source, directory, 10, aws);
    started.add(api);
    return api;
  }

  private void event(String file, String text) throws IOException {
    Path path = events.resolve(file);
    Files.createDirectories(path.resolveSibling("."));
    Files.writeString(path, text);
  }

  private static void type(String selector, String text) {
    WebElement field = browser.one(selector);
    field.clear();
    field.sendKeys(text);
  }

  @Test
  void formIsFilledFromAnEventFileAndSent() throws Exception {
    event("echo_event.json", "{}");
    event("echo_event/named.json", EVENT);
    ServedTestApi api = start();
    browser.open(api, "echo_event");
    assertEquals("ANY /echo/{proxy+}", browser.text("#function-title"));
    assertTrue(browser.text("#functions").contains("GET /chirps/{id}"));
    assertEquals("", browser.value("#parameter-proxy"));

    browser.click("#event option[value=named]");
    browser.awaitThat(() -> browser.value("#parameter-proxy").equals("named"));
    assertEquals("limit", browser.value("#query .pair-name"));
    assertEquals("5", browser.value("#query .pair-value"));
    assertEquals("***", browser.value("#headers .pair:nth-child(2) .pair-value"));
    assertEquals(
        "{\n  \"text\": \"hi\",\n  \"number\": 12345678901234567890,\n  \"password\": \"***\"\n}",
        browser.value("#body"));
    browser.click("#method option:nth-child(2)");
    browser.click("#send");

    browser.awaitText("#result-code", "200");
    assertEquals("POST /echo/named", browser.text("#result-title"));
    assertEquals("cold", browser.text("#result-start"));
    browser.awaitText("#result-log", "body: {\"text\":\"hi\",\"number\":12345678901234567890,");
    assertTrue(
        browser
            .text("#result-report")
            .matches("Duration .* ms · Init .* ms · Memory .* of 512 MB"));
    assertTrue(browser.text("#result-body").contains("\n  \"routeKey\": \"ANY /echo/{proxy+}\","));
    assertTrue(browser.text("#result-headers").contains("content-type: application/json"));
    assertTrue(api.log().contains("in-the-event"), "the function got the secret");
    assertFalse(
        browser.run("document.documentElement.outerHTML").toString().contains("in-the-event"));
    browser.leave();
  }

  @Test
  void requestsOfOtherClientsAppearAndAreReplayed() throws Exception {
    ServedTestApi api = start();
    browser.open(api, "hello");
    api.get("/hello");
    browser.awaitText("#requests-list", "GET /hello");
    browser.click("#requests-list button");
    browser.awaitText("#result-log", "hello is called");
    assertEquals("cold", browser.text("#result-start"));
    browser.click("#replay");
    browser.awaitText("#result-start", "warm");
    browser.awaitThat(() -> browser.all("#requests-list button").size() == 2);
    assertEquals("2", browser.one("#result-content").getDomAttribute("data-number"));
    browser.leave();
  }

  @Test
  void requestIsSavedAsAnEventFileWithoutItsSecrets() throws Exception {
    ServedTestApi api = start();
    browser.open(api, "echo_event");
    api.post("/echo/x", "{\"password\": \"in-the-body\"}", "Content-Type", "application/json");
    browser.click("#requests-list button");
    browser.awaitText("#result-code", "200");
    type("#save-name", "from-client");
    browser.one("#save-name").sendKeys(Keys.ENTER);
    browser.awaitText("#result-message", "with *** in place of secrets.");
    String saved = Files.readString(events.resolve("echo_event").resolve("from-client.json"));
    assertTrue(saved.contains("\\\"password\\\": \\\"***\\\""), saved);
    assertFalse(saved.contains("in-the-body"), saved);
    browser.awaitThat(() -> browser.value("#event").equals("from-client"));

    Files.writeString(events.resolve("echo_event").resolve("from-client.json"), "{}");
    browser.click("#save");
    browser.awaitText("#result-message", "exists already.");
    browser.click("#overwrite");
    browser.awaitText("#result-message", "Saved ");
    assertEquals(saved, Files.readString(events.resolve("echo_event").resolve("from-client.json")));
    browser.leave("status of 409");
  }

  @Test
  void savingKeepsWhatTheUserTyped() throws Exception {
    ServedTestApi api = start();
    browser.open(api, "echo_event");
    api.post("/echo/x", "{}", "Content-Type", "application/json");
    type("#parameter-proxy", "typed");
    type("#body", "typed too");
    browser.click("#requests-list button");
    browser.awaitText("#result-code", "200");
    type("#save-name", "from-client");
    browser.one("#save-name").sendKeys(Keys.ENTER);
    browser.awaitText("#event", "from-client");
    assertEquals("typed", browser.value("#parameter-proxy"));
    assertEquals("typed too", browser.value("#body"));
    browser.click("#event option:not([disabled])");
    browser.awaitThat(() -> browser.value("#body").equals("{}"));
    browser.leave();
  }

  @Test
  void restartedServerIsNoticed() throws Exception {
    ServedTestApi api = start();
    browser.open(api, "hello");
    api.get("/hello");
    browser.click("#requests-list button");
    browser.awaitText("#result-code", "200");
    browser.run("page.server = 'the server before'");
    browser.awaitThat(() -> !browser.one("#result-content").isDisplayed());
    browser.awaitText("#requests-list", "GET /hello");
    browser.awaitText("#functions", "hello");
    browser.leave();
  }

  @Test
  void compilerErrorsAppearAndGo() throws Exception {
    AtomicReference<ServedCode> code =
        new AtomicReference<>(
            new ServedCode.Generation(1, ServedTestApi.functionsWithEvents(events)));
    browser.open(start(() -> Objects.requireNonNull(code.get()), Map.of()), "hello");
    assertFalse(browser.one("#errors").isDisplayed());
    assertEquals("Generation 1", browser.text("#code"));
    code.set(new ServedCode.CompileErrors(2, "Hello.java:3: <b>';'</b> expected"));
    browser.awaitText("#errors-text", "Hello.java:3: <b>';'</b> expected");
    assertEquals("Cannot be served", browser.text("#code"));
    code.set(new ServedCode.Generation(3, ServedTestApi.functionsWithEvents(events)));
    browser.awaitThat(() -> !browser.one("#errors").isDisplayed());
    browser.awaitText("#code", "Generation 3");
    browser.leave();
  }

  @Test
  void pageOpenedDuringACompileErrorHasTheFunctionsOfTheCodeBefore() throws Exception {
    event("echo_event/named.json", EVENT);
    List<ServedFunction> functions = ServedTestApi.functionsWithEvents(events);
    AtomicReference<ServedCode> code =
        new AtomicReference<>(new ServedCode.Generation(1, functions));
    ServedTestApi api = start(() -> Objects.requireNonNull(code.get()), Map.of());
    code.set(new ServedCode.CompileErrors(2, "Hello.java:3: ';' expected"));
    browser.open(api, "echo_event");
    browser.awaitText("#errors-text", "Hello.java:3: ';' expected");
    assertTrue(browser.text("#functions").contains("GET /chirps/{id}"));
    browser.awaitThat(() -> browser.value("#parameter-proxy").equals("named"));
    type("#parameter-proxy", "typed");
    browser.click("#send");
    browser.awaitText("#result-code", "500");
    assertEquals("Hello.java:3: ';' expected", browser.text("#result-body"));

    code.set(new ServedCode.Generation(3, functions));
    browser.awaitThat(() -> !browser.one("#errors").isDisplayed());
    code.set(new ServedCode.CompileErrors(4, "Hello.java:4: ';' expected"));
    browser.awaitText("#errors-text", "Hello.java:4: ';' expected");
    assertEquals("typed", browser.value("#parameter-proxy"));
    browser.leave();
  }

  @Test
  void requestIsSentWithTheKeyboardAlone() throws Exception {
    ServedTestApi api = start();
    browser.open(api, "find_chirp");
    List<String> stops = new ArrayList<>();
    while (!"parameter-id".equals(browser.focused().getDomAttribute("id"))) {
      browser.focused().sendKeys(Keys.TAB);
      stops.add(String.valueOf(browser.focused().getDomAttribute("id")));
      assertNotEquals("none", browser.focused().getCssValue("outline-style"), stops::toString);
      assertTrue(stops.size() < 40, stops::toString);
    }
    browser.focused().sendKeys("seven", Keys.ENTER);
    browser.awaitText("#result-body", "\"id\": \"seven\"");
    for (String wanted : List.of("send", "result-body", "replay", "save-name", "save")) {
      stops.clear();
      while (!wanted.equals(browser.focused().getDomAttribute("id"))) {
        browser.focused().sendKeys(Keys.TAB);
        stops.add(String.valueOf(browser.focused().getDomAttribute("id")));
        assertTrue(stops.size() < 40, stops::toString);
      }
    }
    browser.leave();
  }

  @Test
  void functionWithoutARouteIsInvokedWithItsEvent() throws Exception {
    event("unrouted.json", "{\"key\": \"value\"}");
    browser.open(start(), "unrouted");
    assertEquals("{\n  \"key\": \"value\"\n}", browser.value("#body"));
    browser.one("#body").sendKeys(Keys.chord(Keys.CONTROL, Keys.ENTER));
    browser.awaitText("#result-body", "\"name\": \"chirp_unrouted\"");
    browser.leave();
  }

  @Test
  void settingsAndTheSandboxAreShown() throws Exception {
    try (Sandbox sandbox =
        Sandbox.builder()
            .tables(
                Map.of(
                    "chirp.json",
                    "{\"TableName\": \"chirps\", \"KeySchema\": [{\"AttributeName\": \"id\", \"KeyType\": \"HASH\"}], \"AttributeDefinitions\": [{\"AttributeName\": \"id\", \"AttributeType\": \"S\"}], \"BillingMode\": \"PAY_PER_REQUEST\"}"))
            .start()) {
      browser.open(
          start(
              ServedCodeSource.CompiledProject.of(ServedTestApi.functionsWithEvents(events)),
              sandbox.environment()),
          "echo_event");
      browser.awaitText("#sandbox-content", "chirps");
      browser.click("#settings summary");
      browser.awaitText("#settings-rows", "DB_PASSWORD *** @FunctionConfiguration");
      browser.awaitText("#settings-rows", "Memory 512 MB default");
      browser.leave();
    }
  }

  @Test
  void markupOfRequestsAndFunctionsIsShownAsText() throws Exception {
    String markup = "<img src=x onerror=window.isRun=1>";
    event(
        "echo_event/markup.json", "{\"params\": {\"header\": {\"x-markup\": \"" + markup + "\"}}}");
    ServedTestApi api = start();
    browser.open(api, "echo_event");
    api.get("/echo/%3Cimg%20src=x%20onerror=window.isRun=1%3E");
    api.post(
        "/echo/x",
        "<script>window.isRun=1</script>" + markup,
        "Content-Type",
        "text/html",
        "X-Markup",
        markup);
    browser.awaitThat(() -> browser.all("#requests-list button").size() == 2);
    browser.click("#requests-list button");
    browser.awaitText("#result-log", markup);
    assertTrue(browser.text("#result-body").contains(markup));
    browser.click("#requests-list li:nth-child(2) button");
    browser.awaitText("#result-title", "/echo/%3Cimg%20src");
    browser.click("#event option");
    browser.awaitThat(() -> browser.value("#headers .pair-value").equals(markup));
    assertEquals("0", browser.run("document.images.length"));
    assertEquals("1", browser.run("document.scripts.length"));
    assertEquals("undefined", browser.run("typeof window.isRun"));
    browser.leave();
  }

  @Test
  void pageFitsAPhoneAndHasDarkColors() throws Exception {
    String longWord = "w".repeat(400);
    event("echo_event.json", EVENT.replace("yes", longWord).replace("named", longWord));
    AtomicReference<ServedCode> code =
        new AtomicReference<>(
            new ServedCode.Generation(1, ServedTestApi.functionsWithEvents(events)));
    ServedTestApi api = start(() -> Objects.requireNonNull(code.get()), Map.of());
    browser.open(api, "echo_event");
    browser.click("#settings summary");
    browser.click("#send");
    browser.awaitText("#result-code", "200");
    browser.click("#result-content details:not([open]) summary");
    code.set(new ServedCode.CompileErrors(2, longWord));
    browser.awaitText("#errors-text", longWord);
    String light = browser.one("body").getCssValue("background-color");
    for (int width : List.of(375, 800, 1280)) {
      browser.emulate("light", width);
      browser.awaitThat(() -> browser.run("innerWidth").equals("" + width));
      assertEquals("0", browser.run(HIDDEN_WIDTH));
    }
    browser.emulate("dark", 375);
    browser.awaitThat(() -> !browser.one("body").getCssValue("background-color").equals(light));
    assertEquals("0", browser.run(HIDDEN_WIDTH));
    browser.leave();
  }
}
