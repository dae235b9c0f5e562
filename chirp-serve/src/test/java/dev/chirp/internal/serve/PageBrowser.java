package dev.chirp.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Chromium with the page, driven by chromedriver. Both must be on the {@code PATH}. It reaches
 * nothing but 127.0.0.1.
 */
final class PageBrowser implements AutoCloseable {
  /** With {@code required}, tests fail where they would be skipped. */
  private static final String PROPERTY = "chirp.test.browser";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Duration LOOK = Duration.ofMillis(50);

  private final ChromeDriver driver;

  private PageBrowser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Starts the browser, or skips the tests of the caller.
   *
   * @param profile an empty folder
   */
  static PageBrowser start(Path profile) {
    Optional<File> chromium = command("chromium", "chromium-browser", "google-chrome");
    Optional<File> chromedriver = command("chromedriver");
    if (chromium.isEmpty() || chromedriver.isEmpty()) {
      String problem =
          "The page is not tested in a browser: chromium or chromedriver is not on the PATH.";
      if (System.getProperty(PROPERTY, "").equals("required")) {
        fail(problem);
      }
      System.out.println("[WARNING] " + problem);
      Assumptions.abort(problem);
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow());
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // which root has not
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--lang=en-US",
        "--window-size=1280,1000",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--user-data-dir=" + profile);
    LoggingPreferences console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", console);
    // Without it, Selenium would look for a driver on the internet.
    System.setProperty("webdriver.chrome.driver", chromedriver.orElseThrow().getPath());
    return new PageBrowser(new ChromeDriver(options));
  }

  private static Optional<File> command(String... names) {
    return Stream.of(
            System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1))
        .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toFile)
        .findFirst();
  }

  /** Opens the page, in light colors and wide, and waits until it shows the functions. */
  void open(ServedTestApi api, String function) {
    emulate("light", 1280);
    driver.get(api.api.url() + "/_chirp/#" + function);
    awaitText("#functions", function);
    if (!function.isEmpty()) {
      awaitThat(() -> !all("#form #send").isEmpty());
    }
  }

  /** Sets the preferred colors and the width of the page. */
  void emulate(String scheme, int width) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
  }

  WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  String text(String selector) {
    return one(selector).getText();
  }

  /** The value of a field. */
  String value(String selector) {
    return String.valueOf(one(selector).getDomProperty("value"));
  }

  /** Clicks once the element is there. The page may replace it between two looks. */
  void click(String selector) {
    awaitThat(
        () -> {
          one(selector).click();
          return true;
        });
  }

  void awaitText(String selector, String text) {
    awaitThat(() -> all(selector).stream().anyMatch(each -> each.getText().contains(text)));
  }

  void awaitThat(Supplier<Boolean> condition) {
    boolean unused =
        new WebDriverWait(driver, LIMIT, LOOK)
            .ignoreAll(
                List.of(
                    StaleElementReferenceException.class,
                    NoSuchElementException.class,
                    ElementNotInteractableException.class)) // includes intercepted clicks
            .until(ready -> condition.get());
  }

  /** The element with the focus. */
  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  Object run(String script) {
    return String.valueOf(driver.executeScript("return " + script));
  }

  /** Leaves the page. It must have logged nothing but these failed calls, which the test meant. */
  void leave(String... expected) {
    List<String> errors =
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
            .map(entry -> entry.getLevel() + " " + entry.getMessage())
            .filter(line -> Stream.of(expected).noneMatch(line::contains))
            .toList();
    driver.get("about:blank");
    assertEquals(List.of(), errors);
  }

  /** Leaves the page after any test, so that its calls and errors do not reach the next test. */
  void reset() {
    driver.get("about:blank");
    driver.manage().logs().get(LogType.BROWSER);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
